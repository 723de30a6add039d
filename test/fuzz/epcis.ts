import { type Random, seededRandom } from '../../src/base/index.ts'
import { type EventTree, eventMaker, prefixes } from './event-maker.ts'
import { mutateBytes, mutateTree } from './mutate.ts'
import { acceptedOf, alwaysTrue, scan, scanOptions } from './scanning.ts'
import { spell } from './spelling.ts'
import { chance, pick, shorterBytes, smallerTrees, type Target } from './target.ts'

const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', prefixes]
const shapes = ['document', 'late context', 'query', 'array', 'ndjson', 'ndjson with header', 'single'] as const
type Shape = (typeof shapes)[number]

/** Trees that this maker calls legal, or (changed) legal but for one to three places. */
interface TreeInput {
  readonly events: readonly EventTree[]
  readonly shape: Shape
  readonly style: 'plain' | 'wild'
  readonly seed: string
  readonly markers: readonly string[]
  /** Legal with persons may become an event that says nothing; changed may become anything. */
  readonly truth: 'legal' | 'persons' | 'changed'
}

function textOf(input: TreeInput): string {
  const random = seededRandom(`${input.seed}/spelling`)
  const print = (value: unknown): string => spell(random, value, input.style)
  const own = (): string[] => input.events.map((event) => print({ '@context': context, ...event }))
  const events = (): string => `[${input.events.map(print).join(',')}]`
  const oneLine = (text: string): string => text.replace(/[\r\n]/g, ' ')
  switch (input.shape) {
    case 'document':
      return `{"@context":${print(context)},"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-03-29T08:30:00.000Z","epcisBody":{"eventList":${events()}}}`
    case 'late context':
      return `{"type":"EPCISDocument","epcisBody":{"eventList":${events()}},"schemaVersion":"2.0","creationDate":"2026-03-29T08:30:00.000Z","@context":${print(context)}}`
    case 'query':
      return `{"@context":${print(context)},"type":"EPCISQueryDocument","epcisBody":{"queryResults":{"queryName":"SimpleEventQuery","resultsBody":{"eventList":${events()}}}}}`
    case 'array':
      return `[${own().join(',')}]`
    case 'ndjson':
      return own().map(oneLine).join('\n')
    case 'ndjson with header':
      return [print({ '@context': context, type: 'EPCISDocument' }), ...input.events.map(print)].map(oneLine).join('\n')
    default: // single
      return own()[0] ?? ''
  }
}

/** Legal events in every shape and spelling: accepted, without a trace of the persons planted in them. */
export const epcisTrees: Target<TreeInput> = {
  name: 'epcis trees',
  make(random) {
    const persons = chance(random, 0.6)
    const maker = eventMaker(random, persons)
    const shape = pick(random, shapes)
    const count = shape === 'single' ? 1 : 1 + random.below(5)
    let events = Array.from({ length: count }, () => maker.event())
    let truth: TreeInput['truth'] = persons ? 'persons' : 'legal'
    if (chance(random, 0.35)) {
      truth = 'changed'
      events = events.map((event) => mutateTree(random, event, ['@context']) as EventTree)
    }
    const style = chance(random, 0.5) ? 'plain' : 'wild'
    return { events, shape, style, seed: String(random.next()), markers: maker.markers, truth }
  },
  check(input, covers) {
    const bytes = new TextEncoder().encode(textOf(input))
    const general = alwaysTrue(bytes, seededRandom(`${input.seed}/chunks`), covers)
    if (general !== '') return general
    const { outputs, end } = scan(bytes, scanOptions(), () => 1 << 20)
    const rejects = outputs.flatMap((output) => output.rejects)
    if (input.truth !== 'changed') {
      if (!end.ok) return `refuses a legal document: ${end.fault.code}`
      if (end.value.events !== input.events.length) return 'rows are missing'
      for (const { fault } of rejects) {
        if (input.truth === 'legal' || fault.code !== 'PERSON_ONLY_EVENT')
          return `refuses a legal event: ${fault.code} ${(fault.at ?? '').split('/').at(-1)}`
      }
      for (const event of input.events)
        for (const name of Object.keys(event))
          covers(
            `${String(event['type'])} ${/801[78]|gsrn/.test(name) ? 'a number of a person' : name.replace(/\d$/, '')}`,
          )
    }
    const kept = outputs.map(({ batch }) => [batch.words, batch.contexts])
    const said = JSON.stringify([kept, rejects, end.ok ? end.value.header : end.fault])
    for (const event of acceptedOf(outputs)) {
      const plain = `${event.text}\n${JSON.stringify(JSON.parse(event.text))}`
      if (input.markers.some((marker) => plain.includes(marker))) return 'a person is left in the text'
    }
    return input.markers.some((marker) => said.includes(marker)) ? 'a person is left in words, contexts or faults' : ''
  },
  *smaller(input) {
    for (const events of smallerTrees(input.events)) yield { ...input, events: events as EventTree[] }
    if (input.style === 'wild') yield { ...input, style: 'plain' }
    if (input.shape !== 'document') yield { ...input, shape: 'document' }
  },
  show: textOf,
}

interface BytesInput {
  readonly bytes: Uint8Array
  readonly seed: string
}

/** Any bytes near legal documents: what holds for every input. */
export const epcisBytes: Target<BytesInput> = {
  name: 'epcis bytes',
  make(random: Random) {
    const maker = eventMaker(random, chance(random, 0.3))
    const shape = pick(random, shapes)
    const input: TreeInput = {
      events: Array.from({ length: 1 + random.below(3) }, () => maker.event()),
      shape,
      style: chance(random, 0.7) ? 'plain' : 'wild',
      seed: String(random.next()),
      markers: [],
      truth: 'changed',
    }
    const bytes = new TextEncoder().encode(textOf(input))
    return { bytes: mutateBytes(random, bytes).bytes, seed: String(random.next()) }
  },
  check: ({ bytes, seed }, covers) => alwaysTrue(bytes, seededRandom(seed), covers),
  *smaller({ bytes, seed }) {
    for (const shorter of shorterBytes(bytes)) yield { bytes: shorter, seed }
  },
  show: ({ bytes }) => Buffer.from(bytes).toString('latin1'),
}
