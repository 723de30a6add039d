import type { Random } from '../base/index.ts'

/** What every event has, so this break always works. */
const wrongReadPoint = (text: string): string => text.replace(/"readPoint":\{"id":"[^"]*"\}/, '"readPoint":{"id":7}')

/** Ways in which a feed breaks an event. Each gives text that no EPCIS reader may accept. */
const breaks: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, Math.floor(text.length * 0.6)),
  (text) => text.replace(/"eventTime":"[^"]*",/, ''),
  (text) => text.replace(/"eventTime":"[^"]*"/, '"eventTime":"yesterday"'),
  (text) => text.replace(/"eventTimeZoneOffset":"[^"]*"/, '"eventTimeZoneOffset":"CET"'),
  (text) => text.replace(/"type":"[A-Za-z]*Event"/, '"type":"ScanEvent"'),
  (text) => text.replace(/"bizStep":"[^"]*"/, '"bizStep":"schipping"'),
  (text) => text.replace(/"disposition":"[^"]*"/, '"disposition":null'),
  (text) => text.replace('{"type"', '{"colour":"red","type"').replace('{"@context"', '{"colour":"red","@context"'),
  wrongReadPoint,
]

/**
 * A malformed line with an eventID of its own, so that it is no duplicate of the event it was made from. `json` keeps
 * it legal JSON: inside a document, text cut short would cost all that follows.
 */
export function spoil(text: string, freshId: string, random: Random, json: boolean): string {
  const own = text.replace(/"eventID":"[^"]*"/, `"eventID":"${freshId}"`)
  const spoilt = breaks[json ? 1 + random.below(breaks.length - 1) : random.below(breaks.length)]!(own)
  // Not every event has the member that a break is about.
  return spoilt === own ? wrongReadPoint(own) : spoilt
}
