import type { Feed } from './feed.ts'
import { usgsQuakes } from './feeds/usgs-quakes.ts'

/** Every data set that is known here, by id. */
export const catalogue: readonly Feed[] = [usgsQuakes]

export function findFeed(id: string): Feed | undefined {
  return catalogue.find((feed) => feed.id === id)
}
