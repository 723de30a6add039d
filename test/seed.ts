// Every property test tells the same examples at every run, so that a change that fails is the change that broke it.
// A longer search with others: `FAIRFLOOR_SEED=7 npx vitest run src`.
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['FAIRFLOOR_SEED'] ?? 20_261_122) })
