/** A password as it is compared: in lower case, letters and digits only. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

let common: Promise<ReadonlySet<string>> | undefined

/**
 * The 49,233 passwords that leaks show most often, as `@zxcvbn-ts/language-common` keeps them. Unpacked by the first who sets a password
 * (a quarter of a second, some megabytes), not by every start.
 */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map(plain).filter((word) => word !== '')),
  )
  return common
}

/**
 * Words of this trade and of three languages that no list of leaks has. Beginnings and whole words that people choose when twelve characters are asked for, in lower case, letters and digits only.
 * A password is refused where it is one of these, or one of these with digits behind it.
 */
export const badPasswords: ReadonlySet<string> = new Set([
  'password',
  'passwordpassword',
  'passwort',
  'passwortpasswort',
  'motdepasse',
  'motdepassemotdepasse',
  'contrasena',
  'passphrase',
  'correcthorsebatterystaple',
  'letmein',
  'letmeinletmein',
  'letmeinplease',
  'iloveyou',
  'iloveyouiloveyou',
  'ichliebedich',
  'jetaime',
  'welcome',
  'welcomewelcome',
  'willkommen',
  'bienvenue',
  'administrator',
  'adminadmin',
  'adminadminadmin',
  'changeme',
  'changemenow',
  'changemeplease',
  'defaultpassword',
  'temporarypassword',
  'secretsecret',
  'supersecret',
  'topsecret',
  'geheimgeheim',
  'qwertyuiop',
  'qwertyuiopasdf',
  'qwertyqwerty',
  'qwertzuiop',
  'qwertzqwertz',
  'azertyuiop',
  'azertyazerty',
  'asdfghjkl',
  'asdfasdfasdf',
  'zxcvbnm',
  'qazwsxedc',
  'qazwsxedcrfv',
  'onetwothreefour',
  'abcdefghijkl',
  'abcdefghijklmnop',
  'sunshinesunshine',
  'dragondragon',
  'monkeymonkey',
  'footballfootball',
  'baseballbaseball',
  'princessprincess',
  'superman',
  'starwars',
  'trustno',
  'whatever',
  'warehouse',
  'warehousewarehouse',
  'lagerhaus',
  'entrepot',
  'logistics',
  'logistik',
  'logistique',
  'fulfilment',
  'fulfillment',
  'fairfloor',
  'fairfloorfairfloor',
  'floorlead',
  'shiftlead',
  'schichtleiter',
  'summer',
  'winter',
  'sommer',
  'hiver',
])
