import { config } from 'zod/mini'

// The content security policy forbids making functions from text, which zod would do to be faster.
config({ jitless: true })
