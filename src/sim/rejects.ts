import type { Random } from '../base/index.ts'

/** Ways in which a feed breaks an event. Each gives text that no EPCIS reader may accept. */
const breaks: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, Math.floor(text.length * 0.6)),
  (text) => text.replace(/"eventTime":"[^"]*",/, ''),
  (text) => text.replace(/"eventTime":"[^"]*"/, '"eventTime":"yesterday"'),
  (text) => text.replace(/"eventTimeZoneOffset":"[^"]*"/, '"eventTimeZoneOffset":"CET"'),
  (text) => text.replace(/"type":"[A-Za-z]*Event"/, '"type":"ScanEvent"'),
  (text) => text.replace(/"bizStep":"[^"]*"/, '"bizStep":"schipping"'),
  (text) => text.replace(/"readPoint":\{"id":"[^"]*"\}/, '"readPoint":{"id":7}'),
  (text) => text.replace(/"disposition":"[^"]*"/, '"disposition":null'),
  (text) => text.replace('{"type"', '{"colour":"red","type"').replace('{"@context"', '{"colour":"red","@context"'),
]

/** A malformed line with an eventID of its own, so that it is no duplicate of the event it was made from. */
export function spoil(text: string, freshId: string, random: Random): string {
  const own = text.replace(/"eventID":"[^"]*"/, `"eventID":"${freshId}"`)
  const spoilt = breaks[random.below(breaks.length)]!(own)
  // Not every event has the member that a break is about; cutting it short always works.
  return spoilt === own ? breaks[0]!(own) : spoilt
}
