import { expect, test } from 'vitest'
import { hrefOf, placeOf, routes } from './routes.ts'

test('an address that is made leads to the page that it was made for', () => {
  for (const route of routes) {
    const href = hrefOf(route.page, 'Lyon/Süd 1', { id: '(00) 1&2=3', load: null })
    const url = new URL(href, 'http://here')
    const place = placeOf(url.pathname, url.search)
    expect(place?.route.page).toBe(route.page)
    expect(place?.siteId).toBe(route.pattern.includes(':id') ? 'Lyon/Süd 1' : null)
    expect(place?.query.get('id')).toBe('(00) 1&2=3')
    expect(place?.query.has('load')).toBe(false)
  }
})

test('an address of no page is no place, a broken escape too', () => {
  expect(placeOf('/app/nowhere', '')).toBeNull()
  expect(placeOf('/app/sites/a/departures/more', '')).toBeNull()
  expect(placeOf('/application', '')).toBeNull()
  expect(placeOf('/app/sites/%E0%A4%A/floor', '')).toBeNull()
})

test('a slash at the end leads to the same page', () => {
  expect(placeOf('/app/', '')?.route.page).toBe('home')
  expect(placeOf('/app', '')?.route.page).toBe('home')
  expect(placeOf('/app/network/', '')?.route.page).toBe('network')
})
