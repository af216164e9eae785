import { z } from 'zod'

// The content security policy forbids making functions from text, which zod would do to be faster.
z.config({ jitless: true })
