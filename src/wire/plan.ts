import Type from 'typebox'

const Time = Type.String({ description: 'ISO 8601 with offset.' })

/** Body of `POST /api/v1/sites/{site}/plan` and of a plan file: upserts, by id; a change becomes a version. */
export const PlanDocument = Type.Object(
  {
    loads: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String({ minLength: 1 }),
            carrier: Type.Optional(Type.String()),
            service: Type.Optional(Type.String()),
            dock: Type.Optional(Type.String()),
            departure: Time,
            deadlines: Type.Optional(
              Type.Object(
                {
                  released: Type.Optional(Time),
                  picked: Type.Optional(Time),
                  packed: Type.Optional(Time),
                  staged: Type.Optional(Time),
                  doorsClosed: Type.Optional(Time),
                },
                { additionalProperties: false },
              ),
            ),
            state: Type.Optional(
              Type.Union([Type.Literal('planned'), Type.Literal('departed'), Type.Literal('cancelled')]),
            ),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    orders: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String({ minLength: 1 }),
            load: Type.String({ minLength: 1 }),
            /** Business transaction id as events carry it; `urn:fairfloor:order:{id}` when left out. */
            document: Type.Optional(Type.String({ minLength: 1 })),
            lines: Type.Optional(Type.Integer({ minimum: 0 })),
            units: Type.Number({ minimum: 0 }),
            due: Type.Optional(Time),
            state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('cancelled')])),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    heads: Type.Optional(
      Type.Array(
        Type.Object(
          { area: Type.String({ minLength: 1 }), quarter: Time, heads: Type.Integer({ minimum: 0 }) },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { additionalProperties: false },
)
export type PlanDocument = Type.Static<typeof PlanDocument>

export const PlanAnswer = Type.Object({
  loads: Type.Object({ accepted: Type.Integer(), unchanged: Type.Integer() }),
  orders: Type.Object({ accepted: Type.Integer(), unchanged: Type.Integer() }),
  heads: Type.Object({ accepted: Type.Integer() }),
  version: Type.Integer(),
})
export type PlanAnswer = Type.Static<typeof PlanAnswer>
