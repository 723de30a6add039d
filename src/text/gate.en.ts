/** What is held back, why, and what may be asked instead, in English. */
export const gateEn = {
  'floor.rate.window': '{start} to {end}',
  'floor.rate.declared': 'headcount declared',
  'floor.rate.dwell': 'median stay {duration}',
  'floor.rate.held': 'Held back',
  'floor.rate.why.tooFew': '{place}: fewer than {k, number} people',
  'floor.rate.why.tooShort':
    '{place}: needs about {hours, number} person-hours{next, select, none {} other {; next answer at {next}}}',
  'floor.rate.why.dominated': '{place}: mostly the work of one or two',
  'floor.rate.why.unknown': '{place}: headcount not known; declare heads for the area',
  'floor.rate.why.notYet': '{place}: the window is not over{next, select, none {} other {; next answer at {next}}}',
  'floor.rate.why.merged': '{place}: told with a larger place',
  'floor.rate.ask': 'Ask instead: {place}, {window}',
  'floor.rate.back': 'Back to the newest window',
  'floor.rate.none': 'No window closed yet',
  'floor.rate.allHeld':
    'No step has a rate per hour to show: each needs enough people and enough of their work. Open a zone for its own reason.',
  'floor.rate.length':
    '{min, select, 0 {newest window} 15 {a quarter of an hour} 60 {an hour} 240 {half a shift} 480 {a shift} 1440 {a day} 10080 {a week} other {{min} minutes}}',
  'live.told': 'State of {time}, the next at {next}.',
  'live.told.why': 'Counts are rounded and move every quarter of an hour, so that they time nobody.',
  'live.about': 'about {count, number}',
  'live.under': 'under {count, number}',
  'live.few':
    'Fewer than {k, number} people are known to be here: the count is told in words, and as a number for the area.',
  'live.staged': 'about {staged, number} of {planned, number}',
  'departures.reason.nextTick':
    'It came into the plan just now: what is known of its goods is told at the next quarter of an hour.',
  'trace.listedOnly':
    '{count, plural, one {One of them is} other {# of them are}} named without place and time: the objects that your role may trace today are used up.',
  'live.near': '~{count, number}',
} as const
