/**
 * Vocabulary elements (master data) in the text of a document without its events: in `epcisHeader.epcisMasterData` of a
 * document, in `resultsBody` of a query document (EPCIS 2.0, 9.4 and 9.5). The text was checked before.
 */
export function vocabularyElements(header: string): number {
  // Names may be spelled with escapes; documents without either word are the many.
  if (!/vocabularyList|\\u/.test(header)) return 0
  const document = membersOf(JSON.parse(header))
  const inHeader = membersOf(membersOf(document['epcisHeader'])['epcisMasterData'])
  const inResults = membersOf(membersOf(membersOf(document['epcisBody'])['queryResults'])['resultsBody'])
  let count = 0
  for (const vocabularies of [inHeader['vocabularyList'], inResults['vocabularyList']]) {
    if (!Array.isArray(vocabularies)) continue
    for (const vocabulary of vocabularies) {
      const elements = membersOf(vocabulary)['vocabularyElementList']
      if (Array.isArray(elements)) count += elements.length
    }
  }
  return count
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
