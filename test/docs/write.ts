// `npm run docs`: writes what the docs say from the code, so that a reader can trust both to say the same.
import { writeSizes } from '../tidy/sizes.ts'
import { writeErrors } from './errors.ts'
import { writeFeeds } from './feeds.ts'
import { writeLimits } from './limits.ts'
import { writeManifest } from './manifest.ts'
import { writeWaysOut } from './waysOut.ts'

writeErrors()
writeFeeds()
writeLimits()
await writeManifest()
await writeWaysOut()
writeSizes()
console.log(
  'Written: docs/errors.md, docs/feeds.md, docs/limits.md (its table), docs/manifest.json, docs/register.md, docs/sizes.json, docs/ways-out.md',
)
