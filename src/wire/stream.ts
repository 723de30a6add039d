import Type from 'typebox'
import { CaptureView } from './captureView.ts'
import { DeparturesView } from './departures.ts'
import { FloorView } from './floor.ts'
import { NetworkView } from './network.ts'

/**
 * Messages of `GET /api/v1/stream?site=ID&topics=departures,floor`: one Server-Sent Events stream a tab. Each carries
 * a whole view, at most once a second a topic and only when it changed, so a client that resumes with
 * `Last-Event-ID` gets the newest of each topic that it has not seen, and nothing is replayed twice.
 */
export const streamTopics = ['network', 'departures', 'floor', 'capture'] as const
export type StreamTopic = (typeof streamTopics)[number]

export const StreamMessage = Type.Union([
  Type.Object({ topic: Type.Literal('network'), view: NetworkView }),
  Type.Object({ topic: Type.Literal('departures'), view: DeparturesView }),
  Type.Object({ topic: Type.Literal('floor'), view: FloorView }),
  Type.Object({ topic: Type.Literal('capture'), view: CaptureView }),
])
export type StreamMessage = Type.Static<typeof StreamMessage>
