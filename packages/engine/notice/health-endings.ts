/**
 * Families of medical words by how they are built: whatever ends like this names a condition, an operation, an
 * examination, a specialty or a medicine, in English and in Spanish. Without accents; plurals are found by themselves.
 */
export const healthEndings = {
  conditions: `
    itis, aemia, emia, oma, osis, opathy, opatia, opath, algia, penia, plegia, plegic, paresis, orrhea, orrhoea, orrea, sclerosis,
    megaly, megalia, malacia, phobia, fobia, philia, filia, trophy, trofia, uresis, opsia, opnea, opnoea, plasia, stenosis, ptysis,
    mycosis, micosis, gonorrhea, edema, aplegia, asthenia, astenia, kinesia, quinesia, phasia, fasia, lexia, thymia, timia, icidal`,
  procedures: `
    ectomy, ectomia, otomy, otomia, ostomy, ostomia, plasty, plastia, scopy, scopia, scopic, centesis, otripsy, otripsia, opexy, opexia,
    otherapy, oterapia`,
  medicines: `
    pril, sartan, olol, statin, statina, azole, azol, cillin, cilina, mycin, micina, cycline, ciclina, floxacin, floxacino, floxacina,
    prazole, prazol, tidine, tidina, gliptin, gliptina, gliflozin, gliflozina, glutide, glutida, formin, formina, zepam, zolam,
    barbital, codone, codona, morphone, caine, caina, dipine, dipino, thiazide, tiazida, semide, semida, oxetine, oxetina, triptyline,
    triptilina, triptan, setron, avir, ovir, ivir, buvir, umab, ximab, zumab, tinib, ciclib, parib, zomib, lukast, terol, asone, asona,
    solone, solona, sonide, sonida, dronate, dronato, xaban, gatran, parin, parina, platin, platino, rubicin, rubicina, taxel, trexate, trexato,
    oroquine, oroquina, apine, apina, idone, idona, peridol, zodone, zodona, lamide, lamida, profen, profeno, oxicam, coxib, fenac,
    fenaco, setamol, cetamol, tadine, tadina, irizine, irizina, enafil, alafil, steride, sterida, losin, losina, zosin, zosina, vudine,
    vudina, citabine, citabina, oxone, oxona, orphine, racetam, faxine, faxina, traline, tralina, prazine, prazina, azepine,
    azepina, lepsin, thyroxine, tiroxina, thromycin, tromicina, parib, degrel, grelor, tropium, tropio, meterol, terenol, sulfa`,
} as const

/** Ordinary words that end like that all the same. */
export const ordinaryEndings = `
  academia, premia, bohemia, afilia, autonoma, diploma, aroma, oklahoma, tacoma, sonoma, idioma, broma, axioma, paloma, maroma, goma, toma, retoma, soma, roma,
  genoma, carcoma, nostalgia, april, abril, trophy, atrofia, apology, servir, vivir, hervir, convivir, revivir, sobrevivir, osmosis, metamorphosis, bibliofilia, cinofilia,
  microscopy, telescopic, telescopia, periscopic, platino, platina, alpine, philippine, epidemic, symbiosis, simbiosis,
  stoma, filia, correa, taxonomy, autonomy, economy, autonomia, economia, astronomy, anatomia, dicotomia, dichotomy, utopia,
  perdona, abandona, condona, cena, razona, estaciona, persona, corona, donate, coordinate, azol, fenomena, jamaica,
  rosaline, crystalline, streamline, airline, deadline, online, offline, hotline, outline, helpline, streamlined, gasolina, disciplina, dyslexia`

/** What the names of specialties are built on, wherever it stands in a word. */
export const healthRoots = `olog, iatr, cardi, oncol, gastro, hepat, nephr, nefro, pulmon, derma, hemato, haemato, psych, psiqu, psico, neuro, immuno, inmuno, radioter, radiother, chemother, quimioter, carcino, diabet, vaccin, vacuna, cancer, thyroid, tiroid, trombo, thromb, arthr, artrit, gyneco, gineco, ophthalm, oftalm, orthop, ortoped, pediatr, obstetr, prostat, cholest, colester, glyc, gluce, gluco, hypert, hipert, hypot, hipot, alzheim, parkins, tubercul, herpes, hepatit, chlamyd, clamid, gonorr, syphil, sifil`

/** Ordinary words in which such a root stands. */
export const ordinaryRoots = `
  cologne, bologna, technolog*, tecnolog*, biotech*, apolog*, methodolog*, metodolog*, terminolog*, ecolog*, geolog*, sociolog*, antropolog*, anthropolog*, arqueolog*, archaeolog*, archeolog*, astrolog*, cronolog*, chronolog*,
  ideolog*, mitolog*, mytholog*, meteorolog*, teolog*, theolog*, topolog*, tipolog*, typolog*, trilog*, antolog*, antholog*, prolog*, monolog*, homolog*, cardinal*, cardigan*, cardif*, hypothe*, hipotec*, hipotes*, hypothes*, biology,
  biologia, epilog*, numerolog*, futurolog*, ontolog*, genealog*, etimolog*, etymolog*, criminolog*, grafolog*, filolog*, philolog*, oenolog*, cancerig*, hypertext*, hipertext*, hipervinc*, hyperlink*, analog*, catalog*, dialog*, museolog*, politolog*, cosmetolog*, gemolog*, placard*, discard*, wildcard*, cancerbero`
