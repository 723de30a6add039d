import { describe, expect, test } from 'vitest'
import { digitrafficDatex2 } from './feeds/digitraffic-datex2.ts'
import { parsePayload } from './parse.ts'

const parse = (xml: string) =>
  parsePayload(digitrafficDatex2, new TextEncoder().encode(xml), { nowMs: 0, denies: () => undefined })

const record = (type: string, id: string, more = ''): string => `
  <situationRecord id="${id}" xsi:type="${type}">
    <situationRecordVersionTime>2030-01-01T10:00:00+02:00</situationRecordVersionTime>
    <probabilityOfOccurrence>certain</probabilityOfOccurrence>
    <validity><validityStatus>active</validityStatus><validityTimeSpecification>
      <overallStartTime>2030-01-01T09:00:00+02:00</overallStartTime>
    </validityTimeSpecification></validity>${more}
  </situationRecord>`

const version2 = (records: string): string => `
  <d2LogicalModel xmlns="http://datex2.eu/schema/2/2_0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <payloadPublication xsi:type="SituationPublication"><situation id="S1">${records}</situation></payloadPublication>
  </d2LogicalModel>`

const closure = `<roadOrCarriagewayOrLaneManagementType>roadClosed</roadOrCarriagewayOrLaneManagementType>`
const comment = `<generalPublicComment><comment><values><value lang="fi">Tie 9, Esimerkki. Syy tähän.</value></values></comment></generalPublicComment>`
const point = `<groupOfLocations xsi:type="Point"><pointByCoordinates><pointCoordinates>
  <latitude>61.5</latitude><longitude>23.7</longitude></pointCoordinates></pointByCoordinates></groupOfLocations>`

describe('situation records', () => {
  test('a record about what people do is refused and counted, and the closure beside it stays', async () => {
    const parsed = await parse(
      version2(
        record('PublicEvent', 'A', `${comment}${point}<publicEventType>demonstration</publicEventType>`) +
          record('DisturbanceActivity', 'B') +
          record('RoadOrCarriagewayOrLaneManagement', 'C', closure),
      ),
    )
    expect(parsed.refused.map(({ row }) => row)).toEqual([0, 1])
    expect(parsed.hazards).toHaveLength(1)
    expect(parsed.hazards[0]).toMatchObject({ id: 'digitraffic-datex2/C', severity: 'Severe', urgency: 'Immediate' })
    expect(JSON.stringify(parsed)).not.toMatch(/demonstration|Syy/)
  })

  test('what only the first record says of the place holds for its situation', async () => {
    const parsed = await parse(
      version2(
        record('Accident', 'A', comment + point) +
          record('AbnormalTraffic', 'B', '<groupOfLocations xsi:type="Point"/>'),
      ),
    )
    for (const { area } of parsed.hazards) {
      expect(area.text).toBe('Tie 9, Esimerkki')
      expect(area.geometry).toEqual({ type: 'Point', coordinates: [23.7, 61.5] })
    }
  })

  test('a road closed to heavy vehicles only is no closed road', async () => {
    const heavy = `<forVehiclesWithCharacteristicsOf><grossWeightCharacteristic><comparisonOperator>greaterThan</comparisonOperator>
      <grossVehicleWeight>12.0</grossVehicleWeight></grossWeightCharacteristic></forVehiclesWithCharacteristicsOf>`
    const { hazards } = await parse(version2(record('RoadOrCarriagewayOrLaneManagement', 'A', heavy + closure)))
    expect(hazards[0]).toMatchObject({
      severity: 'Moderate',
      measures: [{ name: 'closed above gross weight', value: 12, unit: 'TNE' }],
    })
  })

  test('a transit record keeps service, place and times, and never its reason', async () => {
    const { hazards } = await parse(`
      <d2:payload xmlns:d2="http://datex2.eu/schema/3/d2Payload" xmlns:sit="http://datex2.eu/schema/3/situation"
        xmlns:com="http://datex2.eu/schema/3/common" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="sit:SituationPublication">
        <sit:situation id="S"><sit:situationRecord id="T" xsi:type="sit:TransitInformation">
          <sit:situationRecordVersionTime>2030-01-01T06:00:00Z</sit:situationRecordVersionTime>
          <sit:probabilityOfOccurrence>certain</sit:probabilityOfOccurrence>
          <sit:validity><com:validityTimeSpecification><com:overallStartTime>2030-01-01T09:00:00Z</com:overallStartTime>
            <com:overallEndTime>2030-01-01T12:00:00Z</com:overallEndTime></com:validityTimeSpecification></sit:validity>
          <sit:transitServiceInformation>cancelledDueToIndustrialAction</sit:transitServiceInformation>
          <sit:transitServiceType>ferry</sit:transitServiceType>
        </sit:situationRecord></sit:situation>
      </d2:payload>`)
    expect(hazards[0]).toMatchObject({
      kind: 'transit',
      urgency: 'Future',
      certainty: 'Likely',
      expiresMs: Date.UTC(2030, 0, 1, 12),
    })
    expect(hazards[0]!.texts).toEqual([
      { language: 'en', event: 'Ferry service information', headline: null, description: null, instruction: null },
    ])
  })

  test('a record without a start is told and left out', async () => {
    const parsed = await parse(
      version2(record('Accident', 'A') + record('Accident', 'B').replace('2030-01-01T09', 'soon')),
    )
    expect(parsed.hazards).toHaveLength(1)
    expect(parsed.bad).toMatchObject([
      { code: 'FEED_RECORD', row: 1, at: '/validity/validityTimeSpecification/overallStartTime' },
    ])
  })
})
