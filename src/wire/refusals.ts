import Type from 'typebox'
import { Count, EpochMs } from './common.ts'

/** What a name is the name of: a map's layers and data sets are held to more. */
export const NamedThing = Type.Enum(['column', 'field', 'namespace', 'layer', 'dataset', 'name', 'note', 'query'])
const Name = Type.String({ minLength: 1, maxLength: 200 })

/** Body of `POST /api/v1/names`: names to be checked against the deny-lists before they are used. */
export const NamesAsked = Type.Object(
  { names: Type.Array(Name, { minItems: 1, maxItems: 1_000 }), thing: Type.Optional(NamedThing) },
  { additionalProperties: false },
)
export type NamesAsked = Type.Static<typeof NamesAsked>

export const NameAnswer = Type.Object({
  /** Null where the name may be used. */
  refusal: Type.Union([
    Type.Object({
      list: Type.Enum(['D1', 'D2', 'D3']),
      reason: Type.String(),
      /** Entries of the lists that met. */
      words: Type.Array(Type.String()),
    }),
    Type.Null(),
  ]),
})
export const NamesAnswer = Type.Object({
  /** In the order asked. */
  names: Type.Array(NameAnswer),
})
export type NamesAnswer = Type.Static<typeof NamesAnswer>

/** Body of `POST /api/v1/refusals`: somebody says that a thing was meant. */
export const RefusalReport = Type.Object(
  { name: Name, thing: Type.Optional(NamedThing) },
  { additionalProperties: false },
)
export type RefusalReport = Type.Static<typeof RefusalReport>

export const RefusalReports = Type.Object({
  reports: Type.Array(
    Type.Object({
      name: Type.String(),
      thing: Type.String(),
      list: Type.String(),
      reason: Type.String(),
      words: Type.Array(Type.String()),
      /** Day of the first report, UTC midnight. */
      sinceMs: EpochMs,
      /** How often it was reported; by whom is not kept. */
      times: Count,
    }),
  ),
})
export type RefusalReports = Type.Static<typeof RefusalReports>
