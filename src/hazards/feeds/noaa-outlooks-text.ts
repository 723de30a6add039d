import type { CapSeverity, Geometry, HazardKind, Position } from '../../model/index.ts'
import { issuedMs } from '../bulletin.ts'
import type { Feed } from '../feed.ts'
import { hazardOf, measure } from '../make.ts'
import { isList, isMap, type Tree } from '../tree.ts'

/** Categories of the Storm Prediction Center, and of the Weather Prediction Center for rain. */
const categories: Readonly<Record<string, readonly [name: string, severity: CapSeverity]>> = {
  TSTM: ['thunderstorms', 'Minor'],
  MRGL: ['marginal risk', 'Minor'],
  SLGT: ['slight risk', 'Moderate'],
  ENH: ['enhanced risk', 'Severe'],
  MDT: ['moderate risk', 'Severe'],
  HIGH: ['high risk', 'Extreme'],
}

const topicLine = /^\.\.\. ([A-Z ]+?) \.\.\.\s*$/
/** `0.05   31690775 32720804`, `MRGL   …`, `SIGN   …`: a threshold, then points. */
const outlineStart = /^(\d\.\d\d|SIGN|CIG\d|TSTM|MRGL|SLGT|ENH|MDT|HIGH)((?:\s+\d{8})+)\s*$/
const outlineMore = /^((?:\s+\d{8})+)\s*$/
const rainRisk = /^(MARGINAL|SLIGHT|MODERATE|HIGH) RISK OF RAINFALL/
const rainCodes: Readonly<Record<string, string>> = { MARGINAL: 'MRGL', SLIGHT: 'SLGT', MODERATE: 'MDT', HIGH: 'HIGH' }

/** Outlines of an outlook, each with its topic and threshold; those for rain run between stations that have names only. */
function outlines(payload: Tree): readonly Tree[] | null {
  const found: { readonly [name: string]: Tree }[] = []
  for (const product of isList(payload) ? payload : []) {
    if (!isMap(product) || !/OUTLOOK|EXCESSIVE RAINFALL/i.test(String(product['text']))) continue
    const head = { issued: product['issued'] ?? '', awips: product['awips'] ?? '', text: product['text'] ?? '' }
    let topic = 'RAIN'
    let open: { threshold: string; points: string[] } | null = null
    const close = (): void => {
      if (open !== null) found.push({ ...head, topic, ...open })
      open = null
    }
    for (const line of String(product['text']).split('\n')) {
      const [, named] = topicLine.exec(line) ?? []
      const [, threshold, points] = outlineStart.exec(line) ?? []
      const [, more] = outlineMore.exec(line) ?? []
      const [, rain = ''] = rainRisk.exec(line) ?? []
      if (more !== undefined && open !== null) (open as { points: string[] }).points.push(...more.trim().split(/\s+/))
      else close()
      if (named !== undefined) topic = named
      if (threshold !== undefined) open = { threshold, points: points!.trim().split(/\s+/) }
      if (rain !== '') found.push({ ...head, topic, threshold: rainCodes[rain]!, points: [] })
    }
    close()
  }
  return found.length === 0 ? null : found
}

const separator = '99999999'

/** `31690775`: hundredths of degrees north, and west with the hundred left out. */
function positionOf(point: string): Position {
  const west = Number(point.slice(4)) / 100
  return [-(west < 40 ? west + 100 : west), Number(point.slice(0, 4)) / 100]
}

/** A ring where it ends where it began, else lines: the area lies to their right, out to the coast or border. */
function geometryOfPoints(points: readonly string[]): Geometry | null {
  const lines: Position[][] = [[]]
  for (const point of points) {
    if (point === separator) lines.push([])
    else lines.at(-1)!.push(positionOf(point))
  }
  const whole = lines.filter((line) => line.length > 1)
  if (whole.length === 0) return null
  const isRing = (line: readonly Position[]): boolean =>
    line.length > 3 && line[0]![0] === line.at(-1)![0] && line[0]![1] === line.at(-1)![1]
  return whole.every(isRing)
    ? { type: 'MultiPolygon', coordinates: whole.map((ring) => [ring]) }
    : { type: 'MultiLineString', coordinates: whole }
}

/** Valid time `011300Z - 021200Z`: days and hours near the time of issue. */
function validMs(text: string, sentMs: number): readonly [number | null, number | null] {
  const [, ...parts] = /VALID TIME (\d{6})Z - (\d{6})Z/.exec(text) ?? []
  const [begin, end] = parts.map((part) => issuedMs(part, '', sentMs))
  return [begin ?? null, end ?? null]
}

export const noaaOutlooksText: Feed = {
  id: 'noaa-outlooks-text',
  title: 'Outlooks for severe storms and heavy rain, United States',
  publisher: 'NOAA Storm Prediction Center and Weather Prediction Center',
  licence: { name: 'public domain', attribution: 'NOAA SPC, NOAA WPC', url: 'https://www.weather.gov/disclaimer' },
  endpoint: 'https://www.spc.noaa.gov/products/outlook/{archive}/KWNSPTSDY{day}_{time}.txt',
  cadenceMin: 180,
  access: 'open',
  kinds: ['storm', 'flood', 'wildfire'],
  forms: [
    {
      syntax: 'bulletins',
      records: outlines,
      fields: ['issued', 'awips', 'text', 'topic', 'threshold', 'points'],
      read(outline, about) {
        const text = outline.must.text('text')
        const sentMs = issuedMs(outline.must.text('issued'), text, about.nowMs)
        if (Number.isNaN(sentMs)) throw outline.wrong('issued', 'no time of issue', 'DDHHMM in the heading')
        const topic = outline.must.text('topic').toLowerCase()
        const threshold = outline.must.text('threshold')
        const points = outline.texts('points')
        const [category, severity] = categories[threshold] ?? [`probability ${threshold}`, 'Unknown']
        const kind: HazardKind = topic === 'rain' ? 'flood' : topic.includes('fire') ? 'wildfire' : 'storm'
        const [onsetMs, expiresMs] = validMs(text, sentMs)
        const geometry = geometryOfPoints(points)
        return {
          hazards: [
            hazardOf(about, {
              id: [
                outline.text('awips') ?? 'outlook',
                topic,
                threshold,
                points[0] ?? '',
                new Date(sentMs).toISOString(),
              ].join('/'),
              kind,
              text: {
                language: 'en-US',
                event: `Outlook: ${topic === 'rain' ? 'excessive rainfall' : topic}, ${category}`,
              },
              urgency: 'Future',
              severity,
              certainty: 'Possible',
              sentMs,
              onsetMs,
              expiresMs,
              area: { text: geometry?.type === 'MultiLineString' ? 'to the right of the line' : '', geometry },
              measures: /^\d/.test(threshold) ? measure('probability', Number(threshold)) : [],
            }),
          ],
        }
      },
    },
  ],
}
