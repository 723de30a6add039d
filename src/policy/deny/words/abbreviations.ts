const lists = [
  // English
  `biomtr biometric, biometr biometric, immigrat immigration, natnl national, natl national, pregna pregnant, materni maternity,
   matern maternity, disabil disability, disablty disability, handicp handicap, vaccn vaccination, diagn diagnosis, diagnos diagnosis,
   diagnost diagnosis, medicl medical, mdcl medical, sickn sickness, sicknes sickness, illn illness, symptm symptom,
   fingerpr fingerprint, emotio emotion, sentim sentiment, sentimt sentiment, loylty loyalty, politi political,
   marit marital, spous spouse, membersh membership, membrshp membership, mbrship membership, stewrd steward, grieva grievance,
   grievnc grievance, petitn petition, picktg picketing, protst protest, organzr organizer, organz organizing, unioniz unionizing,
   barg bargaining, bargng bargaining, emplyee employee, emplye employee, associat associate, operatr operator, workr worker,
   pickr picker, packr packer, persnel personnel, superv supervisor, productvty productivity, productiv productivity, prodct productivity,
   performnc performance, attendnc attendance, attendan attendance, latens lateness, tardi tardiness, inactiv inactivity,
   discip discipline, disciplin discipline, warng warning, accurcy accuracy, mispk mispick, mispks mispicks, bthrm bathroom,
   bathrm bathroom, restrm restroom, toilt toilet, tlt toilet, supervis supervisor, leaderbd leaderboard, rankg ranking,
   ratg rating, throughpt throughput, effic efficiency, povrty poverty, unemploy unemployment, diversty diversity, demog demographic,
   demogr demographic, conn connector, med medical, msg message, msgs messages, hlth health, relig religion,
   affil affiliation, ethn ethnicity, ethnc ethnicity, immig immigration, immigr immigration, disabl disability,
   preg pregnant, pregn pregnant, vax vaccination, vacc vaccination, fingerprnt fingerprint, fngrprt fingerprint, fngrprnt fingerprint,
   tmpl template, tmplt template, biom biometric, biomet biometric, pty party, memb member,
   mbrs members, unn union, griev grievance, grv grievance, grvc grievance, strk strike, strks strikes,
   petn petition, cmplnt complaint, cmpl complaint, lv leave, perf performance, prodvty productivity, prodty productivity,
   err error, errs errors, rnk rank, rnkg ranking, scr score, tgt target, trgt target,
   tgts targets, brk break, brks breaks, inact inactivity, inactv inactivity, mvmt movement, emp employee,
   empl employee, emps employees, ee employee, emply employee, wrkr worker, wrkrs workers, wkr worker,
   wkrs workers, assoc associate, assocs associates, oper operator, opr operator, oprs operators, usr user,
   usrs users, drvr driver, drvrs drivers, pckr picker, pckrs pickers, pkr picker, pkrs pickers,
   brg bearing, brgs bearings, cust customer, natlty nationality, natlity nationality, ctzn citizen, ctznshp citizenship,
   gndr gender, mrtl marital, mtrnty maternity, diag diagnosis, dx diagnosis, rx prescription, temper temperature,
   tmpr temperature, emot emotion, sentmt sentiment, dscpln discipline, discpl discipline, wrng warning, absnt absent,
   absnc absence, attnd attendance, accur accuracy, thruput throughput, prsn person, pers person,
   indiv individual, suprv supervisor, supv supervisor, mgmt management, prsnl personnel, persnl personnel, bgrnd background,
   orient orientation, prefs preferences, unemp unemployment, unempl unemployment, pov poverty, popn population, nbhd neighborhood,
   hh household, avail availability, turnovr turnover, spk speaker, recog recognition, recogn recognition, ident identification`,
  // German
  `mitglsch mitgliedschaft, gewerksch gewerkschaft, staatsang staatsangehorigkeit, staatsbg staatsburgerschaft, religionsz religion, konfes konfession, krankm krankmeldung,
   kranktg krankheitstage, schwang schwanger, behindg behinderung, behinder behinderung, gesundhstat gesundheitsstatus, diagn diagnose, impfst impfstatus,
   impfg impfung, medik medikamente, biom biometrie, fingerabd fingerabdruck, gesichtserk gesichtserkennung, stimmg stimmung, polit politisch,
   parteim parteimitglied, sexor sexuelle, orientg orientierung, freiz freizeit, mitarbeit mitarbeiter, beschaft beschaftigte, kommiss kommissionierer,
   staplerf staplerfahrer, personalnr personalnummer, leistgr leistungsgrad, fehlerz fehlerzahl, abwesht abwesenheit, anwesenh anwesenheit, verspatg verspatung,
   untatigk untatigkeit, inaktivit inaktivitat, toil toilette, arbeitsl arbeitslose, fluktuat fluktuation, flukt fluktuation, streikt streikteilnahme,
   betrr betriebsrat, betriebsr betriebsrat, migrhg migrationshintergrund, migrationshg migrationshintergrund, migrhint migrationshintergrund, mitgl mitglied, mitgld mitglied,
   gewerksch gewerkschaft, gewksch gewerkschaft, betrrat betriebsrat, aufenth aufenthaltsstatus, schwerbeh schwerbehindert, schwbeh schwerbehindert, staatsangeh staatsangehorigkeit,
   krankh krankheit, krkh krankheit, muschu mutterschutz, nachr nachrichten, biomdat biometrie, gesundh gesundheit, gesundht gesundheit,
   abwesenh abwesenheit, religzug religion, konfess konfession, mitarb mitarbeiter, mitarbn mitarbeiter, mitarbtr mitarbeiter, bedn bediener,
   leistg leistung, leistng leistung, lstg leistung, leist leistung, geschw geschwindigkeit, anw anwesenheit, versp verspatung,
   bewertg bewertung, beurt beurteilung, fehlerq fehlerquote, arblos arbeitslosenquote, auslant auslanderanteil, einw einwohner, bev bevolkerung,
   untat untatig, inakt inaktiv, stillst stillstand, tatigk tatigkeit, pausz pausenzeit, famstand familienstand, gebdat geburtsdatum,
   geburtsd geburtsdatum`,
  // French
  `adhes adhesion, reclam reclamation, religi religion, religieu religieux, confes confession, ethniq ethnique, grossess grossesse,
   handi handicap, malad maladie, medic medical, medicam medicament, vaccinat vaccination, temperat temperature, empreint empreinte,
   humr humeur, emotn emotion, politiq politique, orientat orientation, sexuel sexuelle, conjt conjoint, salari salarie,
   prepar preparateur, preparat preparateur, matric matricule, absenc absence, retar retard, classem classement, classmt classement,
   perfo performance, evaluat evaluation, avertis avertissement, erreu erreur, synd syndicat, syndiq syndique, adh adherent,
   adher adherent, deleg delegation, naiss naissance, handic handicap, geoloc geolocalisation, deplac deplacement, sal salarie,
   sals salaries, salar salarie, prepa preparateur, cad cadence, obj objectif, retd retard, inactiv inactivite,
   tps temps, emo emotion, empr empreinte, reco reconnaissance, nationalit nationalite, relg religion, discip discipline,
   absc absence, evalu evaluation, chom chomage, pauvr pauvrete, dens densite, popul population, hab habitants,
   util utilisateur`,
]

/** Short forms of databases and what they stand for, in every language; where one letter row means several things it stands in none. */
export const abbreviations: ReadonlyMap<string, string> = new Map(
  lists
    .join(',')
    .split(',')
    .map((pair) => pair.trim().split(/\s+/) as [string, string]),
)

/** Those that are also found in names written as one word: "empgapmin". */
export const shortPieces: readonly string[] =
  'emp empl usr wrkr wkr opr oper assoc mbr memb msg hlth vax grv lstg mitarb mitgl drvr pckr'.split(' ')
