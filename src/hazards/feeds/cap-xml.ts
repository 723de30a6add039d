import { capFields, readCap } from '../cap.ts'
import type { Feed } from '../feed.ts'
import { elements } from '../records.ts'

export const capXml: Feed = {
  id: 'cap-xml',
  title: 'Alerts in the Common Alerting Protocol, of any publisher',
  publisher: 'The sender that the alert names',
  licence: { name: 'as the publisher says', attribution: 'the sender that the alert names', url: null },
  endpoint: '{address of a CAP 1.0, 1.1 or 1.2 document}',
  cadenceMin: 1,
  access: 'open',
  kinds: ['weather', 'storm', 'flood', 'wildfire', 'tsunami', 'earthquake', 'other'],
  forms: [
    { syntax: 'xml', records: elements('alert'), fields: capFields(''), read: (alert, about) => readCap(alert, about) },
  ],
}
