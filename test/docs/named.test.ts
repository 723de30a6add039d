import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { benches } from '../../bench/run.ts'
import { repositoryRoot, trackedFiles } from '../tidy/tree.ts'
import { goneLinks, goneNames, type Known } from './named.ts'

const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as { scripts: object }
const folders = ['src', 'test', 'bench', 'docs', 'console']
const known: Known = {
  paths: folders.flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  ),
  scripts: Object.keys(scripts),
  benches: benches().map(({ name }) => name),
}
const pages = trackedFiles().filter(({ path }) => /^(README\.md|docs\/.*\.md)$/.test(path))

test.each(pages)('every file and command that $path names is there', ({ path, text }) => {
  expect(goneNames(text, known)).toEqual([])
  expect(goneLinks(text, (link) => existsSync(join(repositoryRoot, dirname(path), link)))).toEqual([])
})

test('what is gone is found: a file, a folder, a script, a bench, a command, an act, an option, a link', () => {
  const page = [
    '`src/policy/gone.ts` and `policy/gate.ts`, `gone.ts` and `gate.ts`, `src/gone/` and `src/policy`, `valid*.ts`',
    '`npm run gone`, `npm run docs`, `npm run bench -- gone`, `npm run bench -- import --json`',
    '`fairfloor gone`, `fairfloor policy gone`, `fairfloor policy explain --gone`, `fairfloor policy explain --site ID`',
    '```sh\nnpx fairfloor serve --gone # --other\n```',
    '```ts\nconst x = "src/not/looked/at.ts"\n```',
  ].join('\n')
  expect(goneNames(page, known)).toEqual([
    'src/policy/gone.ts',
    'gone.ts',
    'src/gone/',
    'npm run gone',
    'npm run bench -- gone',
    'fairfloor serve --gone',
    'fairfloor gone',
    'fairfloor policy gone',
    'fairfloor policy explain --gone',
  ])
  expect(goneLinks('[a](b.md#c) [d](https://e) [f](g.md)', (link) => link === 'b.md')).toEqual(['g.md'])
})
