import type { WordList } from '../wordList.ts'

/**
 * Drafts: languages whose words nobody who speaks them has read yet. They refuse like the complete ones; what they miss is
 * larger. Spanish, Italian, Dutch, Polish, Portuguese.
 */
export const drafts: WordList = {
  language: 'draft',
  alone: {
    union: `sindicat*, sindical*, afiliado sindical, delegado sindical, comite de empresa miembro, sindacat*, delegato sindacale, vakbond*, vakvereniging*, ondernemingsraadslid*, zwiazek zawodowy, zwiazki zawodowe, zwiazkowiec, sindicalizad*`,
    action: `huelga, huelgas, huelguista, paro laboral, conflicto laboral, negociacion colectiva, sciopero, scioperi, scioperante, picchetto, contrattazione collettiva, staking, stakingen, staker, werkonderbreking, arbeidsconflict, cao overleg, strajk*, protest pracowniczy, greve geral, grevista, negociacao coletiva`,
    special: `origen etnico, opinion politica, orientacion sexual, discapacidad, afiliacion politica, datos biometricos, reconocimiento facial, baja medica, temperatura corporal, religione, origine etnica, opinioni politiche, orientamento sessuale, disabilita, dati biometrici, riconoscimento facciale, malattia dipendente, godsdienst, etniciteit, politieke voorkeur, seksuele geaardheid, biometrisch*, gezichtsherkenning, ziekteverzuim, ziekmelding*, religia, wyznanie, pochodzenie etniczne, poglady polityczne, orientacja seksualna, niepelnosprawnosc, biometryczn*, zwolnienie lekarskie, religiao, origem etnica, orientacao sexual, reconhecimento facial, deficiencia`,
    proxy: `tasa de pobreza, tasa de desempleo, tasso di poverta, tasso di disoccupazione, armoedecijfer, werkloosheid*, stopa bezrobocia, taxa de pobreza, taxa de desemprego`,
  },
  withPerson: {
    gap: `inactividad, pausa, pausas, descanso, tiempo muerto, inattivita, tempo morto, ritardo, inactiviteit, pauzeduur, stilstandtijd, bezczynnosc, przerwa, przerwy, inatividade, intervalo`,
    conduct: `rendimiento, productividad, velocidad, ritmo, por hora, rendimento, produttivita, velocita, all ora, prestatie, prestaties, productiviteit, snelheid, per uur, wydajnosc, predkosc, na godzine, produtividade, velocidade, puntuacion, clasificacion, objetivo, punteggio, classifica, obiettivo, ranglijst, beoordeling, doelstelling, ranking, ocena, cel, wynik, pontuacao, classificacao, meta, errores, errori, fouten, bledy, erros`,
  },
  person: `empleado, empleados, trabajador, trabajadores, operario, operarios, preparador de pedidos, dipendente, dipendenti, lavoratore, lavoratori, addetto, addetti, magazziniere, medewerker*, werknemer*, orderpicker*, heftruckchauffeur*, pracownik*, operator wozka, magazynier*, funcionario, funcionarios, trabalhador, trabalhadores`,
}
