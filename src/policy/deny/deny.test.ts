import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { denied, deniedFault } from './deny.ts'

describe('a refused name', () => {
  test.each([
    ['unionMember', 'D1', 'union'],
    ['Gewerkschaftsmitgliedschaft', 'D1', 'union'],
    ['adhésion syndicale', 'D1', 'union'],
    ['union', 'D1', 'union'],
    ['strike_participation', 'D1', 'protected-activity'],
    ['Warnstreik', 'D1', 'protected-activity'],
    ['préavis de grève', 'D1', 'protected-activity'],
    ['ethnicOrigin', 'D1', 'special-category'],
    ['employee_temperature', 'D1', 'special-category'],
    ['contactGraph', 'D1', 'private-life'],
    ['poverty rate', 'D2', 'proxy'],
    ['staff turnover', 'D2', 'proxy'],
    ['idle minutes per picker', 'D3', 'worker-indicator'],
    ['employeeidletime', 'D3', 'worker-indicator'],
    ['Mitarbeiterleistung', 'D3', 'worker-indicator'],
    ['classement des préparateurs', 'D3', 'worker-indicator'],
    ['inter_scan_ms', 'D3', 'worker-indicator'],
    ['handheld idle minutes', 'D3', 'person-device-indicator'],
    ['employee idle time by area', 'D3', 'worker-indicator'],
  ])('%s is %s, %s', (name, list, reason) => {
    expect(denied(name, 'column')).toMatchObject({ list, reason })
  })

  test('is found in whatever way it is spelled', () => {
    for (const name of ['TRADE UNION', 'trade-union', 'tradeUnion', 'Trade_Union_Flag', 'tradeunion', 'isTradeUnion']) {
      expect(denied(name, 'field'), name).toMatchObject({ list: 'D1' })
    }
    for (const name of ['Körpertemperatur', 'koerpertemperatur', 'KOERPER-TEMPERATUR', 'körper temperatur']) {
      expect(denied(name, 'field'), name).toMatchObject({ list: 'D1' })
    }
  })

  test('is found within a note, where its words stand near each other only', () => {
    const far =
      'the operator of the crane told the office that a new pallet wrapper had come and that its top speed is high'
    expect(denied(far, 'note')).toBe(undefined)
    expect(denied('please send me the speed of each picker', 'note')).toMatchObject({ list: 'D3' })
  })

  test('is told by list and reason, never by what was written', () => {
    const fault = deniedFault(denied('xq17 unionMember of Zebra', 'note')!, '/sources/0/note')
    expect(fault).toMatchObject({ code: 'DENIED_D1', at: '/sources/0/note' })
    expect(JSON.stringify(fault)).not.toMatch(/xq17|zebra/i)
  })
})

describe('a name of a thing', () => {
  test.each([
    'strike plate',
    'electric strike',
    'union connector',
    'European Union',
    'Pausenraum',
    'salle de pause',
    'break room',
    'bird strike guard',
    'bearing race',
    'facial tissue',
    'stock turnover',
    'conveyor idle time',
    'order picker truck',
    'operator panel',
    'idle timeout',
    'zone backlog',
    'dwell time median',
    'works council agreement',
    'pick rate',
    'personal protective equipment',
    'Fahrerloses Transportsystem',
  ])('may be used: %s', (name) => {
    expect(denied(name, 'column')).toBe(undefined)
  })
})

describe('a family of names', () => {
  test.each([
    ['wrkr_idl_min', 'D3'],
    ['MA_FEHLER_ANZ', 'D3'],
    ['RANG_PREP', 'D3'],
    ['time_between_scans', 'D3'],
    ['Toilettenminuten', 'D3'],
    ['temps aux toilettes', 'D3'],
    ['burnoutCases', 'D1'],
    ['krankheitsbedingte Tage', 'D1'],
    ['visite médicale', 'D1'],
    ['carte de séjour', 'D1'],
    ['betriebsratsliste', 'D1'],
    ['taux de chômage', 'D2'],
    ['arbeitsgericht nähe', 'D2'],
  ])('%s is %s', (name, list) => {
    expect(denied(name, 'column')).toMatchObject({ list })
  })

  test.each([
    'drv_err',
    'caster wheel',
    'secteur nord',
    'Luftschleier',
    'DIAGNOSTIC_TROUBLE_CODE',
    'Politique de retour',
  ])('%s names a thing', (name) => {
    expect(denied(name, 'column')).toBe(undefined)
  })

  test('of a person in a note is refused without a key', () => {
    expect(denied('She was sad', 'note')).toMatchObject({ list: 'D1' })
    expect(denied('The conveyor was idle', 'note')).toBe(undefined)
  })
})

test('a refusal does not depend on case, and any text is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      expect(() => denied(text, 'name')).not.toThrow()
      expect(denied(`${text} gewerkschaft ${text}`, 'name')?.list).toBe('D1')
    }),
  )
})

test('everyday words that begin like a refused one, or fold into it, may be used', () => {
  const words = [
    'other',
    'both',
    'hiver',
    'saison hiver',
    'ciment',
    'aldehyde',
    'biomass boiler',
    'adnexe',
    'rangement',
    'range',
  ]
  for (const word of [...words, 'north', 'inbound', 'Roma', 'London', 'plant', 'depot', 'trial', 'foreign']) {
    expect(denied(word, 'name'), word).toBe(undefined)
  }
})
