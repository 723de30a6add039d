/** Fields whose words the Core Business Vocabulary (or, for sensors, the GS1 Web Vocabulary) defines. */
export type CbvKind =
  | 'bizStep'
  | 'disposition'
  | 'bizTransactionType'
  | 'sourceDestType'
  | 'errorReason'
  | 'component'
  | 'sensorAlertType'
  | 'measurementType'

/** The standard's words, each kind in alphabetical order. Source: CBV 2.0, chapter 7; EPCIS 2.0 JSON schema. */
export const cbvWords: Readonly<Record<CbvKind, readonly string[]>> = {
  bizStep: words(`accepting arriving assembling collecting commissioning consigning creating_class_instance
    cycle_counting decommissioning departing destroying disassembling dispensing encoding entering_exiting holding
    inspecting installing killing loading other packing picking receiving removing repackaging repairing replacing
    reserving retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing
    transporting unloading unpacking void_shipping`),
  disposition: words(`active available completeness_inferred completeness_verified conformant container_closed
    container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive
    mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match non_conformant
    non_sellable_other partially_dispensed recalled reserved retail_sold returned sellable_accessible
    sellable_not_accessible stolen unavailable unknown`),
  bizTransactionType: words('bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt'),
  sourceDestType: words('location owning_party possessing_party'),
  errorReason: words('did_not_occur incorrect_data'),
  component: words(`altitude axial_distance azimuth easting elevation_angle height latitude longitude northing
    polar_angle spherical_radius x y z`),
  sensorAlertType: words('ALARM_CONDITION ERROR_CONDITION'),
  measurementType: words(`AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
    AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance
    Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity
    ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency
    Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux
    LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate
    MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure
    Radioactivity RadiantFlux RadiantIntensity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume
    Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction
    VolumetricFlux Wavenumber`),
}

/** What stands before a word in its web URI, and in the URNs that older documents use. */
const spellings: Readonly<Record<CbvKind, { readonly web: string; readonly urns: readonly string[] }>> = {
  bizStep: { web: 'https://ref.gs1.org/cbv/BizStep-', urns: ['urn:epcglobal:cbv:bizstep:'] },
  disposition: { web: 'https://ref.gs1.org/cbv/Disp-', urns: ['urn:epcglobal:cbv:disp:'] },
  bizTransactionType: { web: 'https://ref.gs1.org/cbv/BTT-', urns: ['urn:epcglobal:cbv:btt:'] },
  sourceDestType: { web: 'https://ref.gs1.org/cbv/SDT-', urns: ['urn:epcglobal:cbv:sdt:'] },
  errorReason: { web: 'https://ref.gs1.org/cbv/ER-', urns: ['urn:epcglobal:cbv:er:'] },
  component: { web: 'https://ref.gs1.org/cbv/Comp-', urns: ['urn:epcglobal:cbv:comp:'] },
  sensorAlertType: { web: 'https://gs1.org/voc/', urns: [] },
  measurementType: { web: 'https://gs1.org/voc/', urns: [] },
}

/** Places where the two vocabularies were or are published; the first of each is the canonical one. */
const cbvPlace = /^(?:cbv:|https?:\/\/(?:ref\.gs1\.org\/cbv\/|ns\.gs1\.org\/cbv\/|ns\.cbv\.org\/(?:cbv\/)?))/i
const vocPlace = /^(?:gs1:|https?:\/\/(?:www\.)?gs1\.org\/voc\/)/i
const cbvUrn = /^urn:epcglobal:cbv:/i

/** Every spelling that the standard gives a word, to the word; one table a kind. */
const known: ReadonlyMap<CbvKind, ReadonlyMap<string, string>> = new Map(
  (Object.keys(cbvWords) as CbvKind[]).map((kind) => {
    const table = new Map<string, string>()
    const { web, urns } = spellings[kind]
    const isVoc = web === 'https://gs1.org/voc/'
    for (const word of cbvWords[kind]) {
      table.set(word, word)
      table.set(web + word, word)
      table.set(isVoc ? `gs1:${word}` : `cbv:${web.slice('https://ref.gs1.org/cbv/'.length)}${word}`, word)
      for (const urn of urns) table.set(urn + word, word)
    }
    return [kind, table]
  }),
)

/**
 * The bare CBV 2.0 word for a value of the standard in any spelling (bare, CURIE, URN, web URI of either
 * vocabulary); the unchanged URI for a value of a user vocabulary; undefined for a bare word that the
 * standard does not have, for one that stands in its namespaces without being defined there, and for text
 * that is no legal URI.
 */
export function canonicalCbv(kind: CbvKind, text: string): string | undefined {
  const found = known.get(kind)!.get(text)
  if (found !== undefined) return found
  if (!text.includes(':')) return undefined
  const isVoc = kind === 'sensorAlertType' || kind === 'measurementType'
  const place = (isVoc ? vocPlace : cbvPlace).exec(text)
  if (place !== null) {
    const local = text.slice(place[0].length)
    return known.get(kind)!.get(isVoc ? `gs1:${local}` : `cbv:${local}`)
  }
  // The CBV's namespaces hold the CBV's own words only.
  if (cbvUrn.test(text) || cbvPlace.test(text)) return undefined
  return isUri(text) ? text : undefined
}

/** The web URI of a standard word (what the event hash is made of); a URI is returned unchanged. */
export function cbvUri(kind: CbvKind, word: string): string {
  return word.includes(':') ? word : spellings[kind].web + word
}

/** The URN of a standard word, undefined where the standard has none (sensor words). */
export function cbvUrnOf(kind: CbvKind, word: string): string | undefined {
  const urn = spellings[kind].urns[0]
  return urn === undefined || word.includes(':') ? undefined : urn + word
}

const uri = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/
const urn = /^urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:./i

/** Whether a text is a URI with a scheme (RFC 3986); a `urn:` also needs its namespace (RFC 8141). */
export function isUri(text: string): boolean {
  if (!uri.test(text)) return false
  return /^urn:/i.test(text) ? urn.test(text) : true
}

function words(text: string): readonly string[] {
  return text.split(/\s+/)
}
