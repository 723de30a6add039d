import type { WordList } from '../wordList.ts'

/** Words that every language of the trade uses. */
export const anyLanguage: WordList = {
  language: 'any',
  withPerson: {
    conduct: `kpi, kpis, uph, lph, pph, cph, benchmark, ranking, score, scores`,
    gap: `gps, rtls, uwb`,
  },
  plain: `yn, jn, txt, cnty, csv, idx, sek, sec, secs, mins, kz, pts, geojson, dist, ind, cd, desc, ver, cnt, tot, pct, lvl, img, xlsx, pdf, parquet, tbl, src, tgt db, ts, dt, epc, epcs, sscc, sgtin, gtin, gln, sgln, grai, giai, gsrn, sku, asn, edi, wms, tms, erp, plc, sps, agv, amr, rfid, barcode, qr, api, url, uri, json, xml, sql, kg, mm, cm, km, ms, min, sec, hz, kw, kwh, pct, qty, nr, id, uuid, utc, iso, std, avg, max, cnt, num, no, nb, tx, flag, ean, upc, fefo, fifo, lifo, hu, lhm, po, so, bol, cmr, awb`,
}
