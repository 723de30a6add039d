import type { CapCategory, HazardKind } from '../model/index.ts'

/** Words of event names, first match first: English, and the stems that French, German and Spanish names share with it or need. */
const words: readonly (readonly [RegExp, HazardKind])[] = [
  [/tsunami/i, 'tsunami'],
  [/earthquake|seismic|quake|s[eé]isme|erdbeben|terremoto/i, 'earthquake'],
  [/volcan|ash ?fall|lahar|vulkan/i, 'volcano'],
  [/space weather|geomagnetic|solar (?:flare|radiation)|radio blackout/i, 'spaceWeather'],
  [/red flag|fire|bushfire|wildfire|incendi|waldbrand/i, 'wildfire'],
  [/air quality|air stagnation|dense smoke|blowing dust|dust storm|ozone|particulate/i, 'airQuality'],
  [/heat|hot weather|high[- ]temp|canicule|hitze|calor/i, 'heat'],
  [/freeze|frost|cold|chill|low[- ]temp|freezing temp|grand froid|k[aä]lte/i, 'cold'],
  [/flood|hydrologic|high surf|low water|dam break|levee|inond|crue|hochwasser|coastal event|storm surge/i, 'flood'],
  [
    /hurricane|typhoon|cyclone|tropical|tornado|thunder|tstm|squall|storm|blizzard|gale|wind|hail|snow|ice|winter|spray|seas|small craft|rip current|surf|rain|fog|avalanche|landslide|debris|weather|sturm|gewitter|vent/i,
    'storm',
  ],
  [/outage|power|grid/i, 'power'],
  [/road|traffic|bridge|highway/i, 'road'],
  [/chemical|hazardous material|hazmat|industrial|nuclear|radiolog|explosion/i, 'industrialAccident'],
  [/disease|outbreak|epidemic|pandemic|health/i, 'epidemic'],
]

const byCategory: Readonly<Partial<Record<CapCategory, HazardKind>>> = {
  Met: 'weather',
  Fire: 'wildfire',
  Health: 'epidemic',
  Transport: 'road',
  Infra: 'power',
  CBRNE: 'industrialAccident',
}

/** Kind of an event by what its publisher calls it, else by its CAP category. */
export function eventKind(event: string, category: CapCategory | null): HazardKind {
  return (
    words.find(([pattern]) => pattern.test(event))?.[1] ??
    (category === null ? 'other' : (byCategory[category] ?? 'other'))
  )
}

/**
 * Events of the US alert system that can be about people's doings. What they ask people to do is a matter of safety and stays, with event, area
 * and times; what is told about why does not.
 */
const civil = /^(?:Civil Emergency Message|Civil Danger Warning|Law Enforcement Warning)$/i

export function isCivilEvent(event: string): boolean {
  return civil.test(event.trim())
}
