import { expect, test } from 'vitest'
import type { Feed } from './feed.ts'
import { digitrafficPortCalls } from './feeds/digitraffic-port-calls.ts'
import { ngaWorldPortIndex } from './feeds/nga-world-port-index.ts'
import { usaceWaterways } from './feeds/usace-waterways.ts'
import { parsePayload } from './parse.ts'

const parse = (feed: Feed, text: string) =>
  parsePayload(feed, new TextEncoder().encode(text), { nowMs: 0, denies: () => undefined })

test('a port call says ship, port and time in either form, and nobody on board', async () => {
  const xml = `<PortCallList xmlns="http://portnet.fi/PortCallNotification" xmlns:p="http://portnet.fi/PortnetWS/PortnetTypes">
    <p:PortCallNotification portCallId="7"><p:PortCallDetails portToVisit="FIHEL" shipMasterArrival="Jo Doe">
      <p:ImoInformation numberOfCrew="4444"/>
      <p:PortAreaDetails><p:BerthDetails eta="2030-01-01T08:00:00+02:00" ata="2030-01-01T09:00:00+02:00"/></p:PortAreaDetails>
      <p:VesselDetails><p:IdentificationData name="Example" imoLloyds="9074729" mmsi="0"/></p:VesselDetails>
    </p:PortCallDetails></p:PortCallNotification></PortCallList>`
  const json = JSON.stringify({
    portCalls: [
      {
        portCallId: 7,
        portToVisit: 'FIHEL',
        vesselName: 'Example',
        imoLloyds: 9074729,
        mmsi: 0,
        portAreaDetails: [
          { eta: '2030-01-01T06:00:00.000+00:00', ata: '2030-01-01T07:00:00.000+00:00', arrivalDraught: 0 },
        ],
      },
    ],
  })
  const written = await parse(digitrafficPortCalls, xml)
  expect(written).toEqual(await parse(digitrafficPortCalls, json))
  expect(written.marks).toMatchObject([
    {
      id: 'digitraffic-port-calls/7',
      name: 'Example',
      timeMs: Date.UTC(2030, 0, 1, 7),
      codes: [
        { scheme: 'UN/LOCODE', code: 'FIHEL' },
        { scheme: 'IMO', code: '9074729' },
      ],
    },
  ])
  expect(JSON.stringify(written)).not.toMatch(/Doe|4444/)
})

test('a depth of 0 in the port index is unknown', async () => {
  const { marks } = await parse(
    ngaWorldPortIndex,
    'World Port Index Number,Main Port Name,UN/LOCODE,Latitude,Longitude,Channel Depth (m),Anchorage Depth (m)\n1,Example, ,10,20,0,12.5\n',
  )
  expect(marks[0]).toMatchObject({
    codes: [],
    geometry: { type: 'Point', coordinates: [20, 10] },
    measures: [{ name: 'anchorage depth', value: 12.5, unit: 'MTR' }],
  })
})

test('feet of a lock become metres, and short tons of a port tonnes', async () => {
  const feature = (properties: object) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [-90, 30] },
    properties,
  })
  const of = async (properties: object) =>
    (await parse(usaceWaterways, JSON.stringify({ type: 'FeatureCollection', features: [feature(properties)] })))
      .marks[0]?.measures
  expect(await of({ NDCCODE: '1', PMSNAME: 'Lock', LOCKCD: '1', RIVER: 'R', LENGTH: 600 })).toEqual([
    { name: 'chamber length', value: 182.88, unit: 'MTR' },
  ])
  expect(await of({ PORT: 1, PORT_NAME: 'Port', TOTAL: 1000 })).toEqual([
    { name: 'cargo total', value: 907, unit: 'TNE' },
  ])
})
