// The walls between the packages and inside the runtime, each as a sentence (design: Imports).
const runtime = '^packages/runtime/'
const adapters = ['http', 'temporal', 'cli', 'postgres', 'mail', 'files', 'keys', 'embedded']
const test = '[.](test|fixture)[.]ts$'

/** No adapter imports another, but its types: they meet in open.ts. */
const betweenAdapters = adapters.map((name) => ({
  name: `${name}-imports-no-other-adapter`,
  severity: 'error',
  comment: 'Adapters know each other by type at most; open.ts and the command line put them together.',
  from: { path: `${runtime}${name}/`, pathNot: `(${test}|${runtime}cli/portico[.]ts$)` },
  to: {
    path: `${runtime}(${adapters.filter((other) => other !== name).join('|')})/`,
    dependencyTypesNot: ['type-only'],
  },
}))

module.exports = {
  forbidden: [
    {
      name: 'the-engine-imports-only-itself',
      severity: 'error',
      comment: 'The engine decides; it knows no other package.',
      from: { path: '^packages/engine/' },
      to: { path: '^(packages/(?!engine/)|test/)' },
    },
    {
      name: 'the-engine-does-no-io',
      severity: 'error',
      comment: 'Clock, ids, hashes and files are arguments of the engine.',
      from: { path: '^packages/engine/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-engine-uses-only-its-six-libraries',
      severity: 'error',
      comment: 'Whatever else the engine needs must earn its place in a decision record.',
      from: { path: '^packages/engine/', pathNot: test },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-peer', 'npm-optional'],
        pathNot: 'node_modules/(zod|@casl/ability|handlebars|temporal-polyfill|yaml|canonicalize)/',
      },
    },
    {
      name: 'only-ability-imports-casl',
      severity: 'error',
      comment: 'CASL sits behind access/ability.ts.',
      from: { path: '^(packages|test)/', pathNot: '^packages/engine/access/ability([.]test)?[.]ts$' },
      to: { path: 'node_modules/@casl/' },
    },
    {
      name: 'only-wording-tree-imports-handlebars',
      severity: 'error',
      comment: 'Handlebars parses for notice/wording-tree.ts; nothing compiles or runs a template.',
      from: { path: '^packages/', pathNot: '^packages/engine/notice/(wording-tree|render[.]test)[.]ts$' },
      to: { path: 'node_modules/handlebars/' },
    },
    {
      name: 'only-session-imports-lucia',
      severity: 'error',
      comment: 'Lucia sits behind http/session.ts, so it can be exchanged.',
      from: { path: '^(packages|test)/', pathNot: `${runtime}http/session([.]test)?[.]ts$` },
      to: { path: 'node_modules/lucia/' },
    },
    {
      name: 'only-temporal-knows-temporal',
      severity: 'error',
      comment: 'The serving process and the commands know no Temporal.',
      from: { path: '^packages/', pathNot: `${runtime}(temporal|embedded)/` },
      to: { path: 'node_modules/@temporalio/' },
    },
    {
      name: 'workflows-import-only-messages-and-the-sdk',
      severity: 'error',
      comment: 'A workflow never sees a portal, a guard or a value.',
      from: { path: `${runtime}temporal/workflows[.]ts$` },
      to: { pathNot: `(${runtime}temporal/messages[.]ts$|node_modules/@temporalio/(workflow|common)/)` },
    },
    {
      name: 'screens-take-only-the-router-type-from-the-runtime',
      severity: 'error',
      comment: 'A screen knows the runtime only as `type Router`.',
      from: { path: '^packages/(portal|builder)-ui/' },
      to: { path: runtime, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'screens-see-no-file-of-the-runtime-but-the-router',
      severity: 'error',
      comment: 'A screen knows the runtime only as `type Router`.',
      from: { path: '^packages/(portal|builder)-ui/' },
      to: { path: runtime, pathNot: `${runtime}http/router[.]ts$` },
    },
    {
      name: 'portal-ui-does-not-know-the-builder',
      severity: 'error',
      comment: 'The builder imports the renderer, never the other way.',
      from: { path: '^packages/portal-ui/' },
      to: { path: '^packages/builder-ui/' },
    },
    {
      name: 'the-runtime-imports-no-screens',
      severity: 'error',
      comment: 'The runtime serves built screens as files.',
      from: { path: runtime },
      to: { path: '^packages/(portal|builder)-ui/' },
    },
    {
      name: 'commands-reach-the-outside-through-adapters',
      severity: 'error',
      comment:
        'Stores and keys are functions of a pool, a transaction or a key; mail and files come as adapters (decision 011).',
      from: { path: `${runtime}commands/`, pathNot: test },
      to: { path: `${runtime}(mail|files)/`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'commands-do-not-know-who-calls-them',
      severity: 'error',
      comment: 'main -> open -> {http, temporal, cli} -> commands: never upwards.',
      from: { path: `${runtime}commands/` },
      to: { path: `${runtime}(http|temporal|cli|embedded|main[.]ts|open[.]ts)` },
    },
    {
      name: 'only-entry-points-import-open',
      severity: 'error',
      comment: 'open.ts puts everything together once, for main.ts and the command line.',
      from: {
        path: runtime,
        pathNot: `(${runtime}(main|serve(-rehearsal)?|work|cli/[a-z-]+)[.]ts$|${test})`,
      },
      to: { path: `${runtime}(open|main)[.]ts$` },
    },
    {
      name: 'the-product-imports-no-test',
      severity: 'error',
      comment: 'Tests know the product, not the other way.',
      from: { path: '^packages/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Imports point one way; types alone, which are gone at run time, may name each other.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'every-import-is-found',
      severity: 'error',
      comment: 'An import that resolves to nothing is a mistake, or a package not listed.',
      from: { pathNot: '[.]svelte($|[.]ts$)' },
      to: { couldNotResolve: true, pathNot: '^([$]app|[$]env|#lib)' },
    },
    ...betweenAdapters,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages|test)/[^/]+/([.]svelte-kit|build)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'node', 'default'],
    },
  },
}
