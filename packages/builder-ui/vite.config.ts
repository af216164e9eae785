import adapter from '@sveltejs/adapter-static'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

// A page of our own making: no server rendering, one fallback page that the runtime serves for every path.
export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ fallback: 'index.html' }),
      files: {
        routes: 'routes',
        assets: 'static',
        appTemplate: 'app.html',
        hooks: { client: 'hooks.client' },
      },
    }),
  ],
  // The strict content security policy allows neither inlined assets nor the preload polyfill's inline script.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
