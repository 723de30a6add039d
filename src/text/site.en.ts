/** What a new site file changes, and what of it waits for its week. `{place}` is the id of an area or zone. */
export const siteEn = {
  'siteChange.areaAdded': 'Area {place} is new.',
  'siteChange.areaRemoved': 'Area {place} is gone.',
  'siteChange.zoneAdded': 'Zone {place} is new.',
  'siteChange.zoneRemoved': 'Zone {place} is gone.',
  'siteChange.zoneChanged': 'Zone {place} has other read points, another step or another area.',
  'siteChange.process': 'The steps of the process change, or where goods of the past stood.',
  'siteChange.clock': 'The site’s clock changes.',
  'siteChange.day': 'The time zone or the start of the operational day changes.',
  'siteChange.state': 'The state of the site changes.',
  'siteChange.country': 'The country or region changes, and with it the packs of rules.',
  'siteChange.policy': 'Stricter values of the policy change.',
  'siteChange.sources': 'What is a machine, a partner or a hand changes.',
  'siteChange.personFields': 'The person fields change.',
  'siteChange.extensions': 'The namespaces that the site takes change.',
  'siteChange.shifts': 'The shifts change.',
  'siteChange.words': 'Names, drawings, usual amounts or owners change.',
  'policy.pending': 'What waits for its week',
  'policy.pending.from':
    'From {from}, the start of an operational week, version {version} of the site file holds; it was sent {sent}. Until then the file in force decides what is added up to one figure, and nothing of the past is told anew.',
} as const
