/**
 * English words that speak of somebody's health, by what they speak of. Written without accents and in small letters;
 * `*` stands for any ending, plurals are found by themselves, `=` at the beginning means exactly these capitals.
 */
export const healthWordsEn = {
  conditions: `
    abscess*, survivor*, cavity, acne, fungus, fungi, fungal, acl, torn, ligament tear, adhd, alzheimer*, amnesia, anaemi*, anemi*, aneurysm*, angina, anorexi*, aphasia, apnea, apnoea,
    appendicitis, arrhythmi*, arthriti*, asthma*, atrial, autis*, autoimmun*, backache, baldness, bedwetting, bipolar,
    blindness, blister*, bronchit*, bruis*, bulimi*, bunion*, cancer*, candid* infection, canker sore*, carcino*,
    cardiac*, cardio*, cataract*, cavities, celiac, cerebral palsy, chickenpox, chlamydia*, cholera, chronic, chronically, cirrhosis,
    clot*, cold sore*, colic, colitis, colorectal, coma, concussion*, congestive, conjunctiv*, constipat*, copd,
    coronavirus, covid*, crohn*, croup, cyst, cystic, deaf*, dehydrat*, delirium, dementia*, dengue, dermatit*, diabet*,
    diarrh*, disabilit*, disease*, disorder*, diverticul*, dyslexi*, eczema*, edema, embolism*, emphysema, encephal*,
    endometrio*, epilep*, fibroid*, fibromyalg*, flu, fracture*, frostbite, gallstone*, gangrene, gastri*, giardia,
    gingivitis, glaucoma*, goiter, gonorr*, gout, gum disease, hay fever, heart attack*, heart failure, heartburn, hemophili*,
    haemophili*, hemorrhag*, haemorrhag*, hemorrhoid*, haemorrhoid*, hepatit*, hernia*, herpes, high blood pressure,
    hiv, hives, hpv, huntington*, hydrocephal*, hyperactiv*, hypertens*, hypotens*, hyperthyroid*, hypothyroid*, ibs,
    illness*, impetigo, impoten*, incontinen*, infect*, infertil*, inflam*, influenza, insomnia*, insulin resistan*, ischemi*, jaundice, keratosis, kidney
    stone*, laryngitis, lead poisoning, leprosy, leuk*, lice, listeria, lupus, lyme, lymphoma*, malaria, malignan*,
    measles, melanom*, meningit*, metasta*, migraine*, miscarr*, monkeypox, mononucleosis, mpox, mrsa, multiple sclerosis, mumps,
    muscular dystrophy, myopia, narcolep*, neuropath*, norovirus, nosebleed*, obes*, oncolog*, osteo*, overweight, underweight, palsy,
    pancrea*, paraly*, parasit*, parkinson*, pcos, pertussis, pinkeye, pink eye, plantar, pneumon*, poisoning, polio*,
    polyp, pre-diabet*, prediabet*, pre-eclampsia, preeclampsia, psorias*, ptsd, rabies, reflux, relapse*, rheuma*, rickets,
    ringworm, rosacea, rubella, salmonella, sarcoma*, scabies, scarlet fever, schizo*, sciatica, sclero*, scoliosis,
    seizure*, sepsis, septic shock, shingles, sickle cell, sickness, sinus*, sores, spasm*, sprain*, strep, stroke, stutter*,
    sunburn*, syndrome*, syphil*, tapeworm*, tendin*, tetanus, thrombo*, thrush, tinnitus, tonsil*, tourette*, toxemia,
    trisomy, down syndrome, tuberculosis, tumor*, tumour*, typhoid, ulcer*, urinary, uti, varicose, vertigo, viral*,
    virus*, vitiligo, wart, worms, yeast infection*, zika, =MS, =TB, =ED, =IBD, =GERD, =DVT, =CHF, =CKD, =AFib,
    =COPD, =RSV, =OCD`,
  symptoms: `
    symptom*, painkiller*, sleepless*, nightmare*, crying, hopeless*, lonely, overeating, purging, weakness, phlegm, mucus, saliva, sweats, sweating, numb, heart murmur, murmur, special needs, developmental delay, ache, achy, aching, backache*, bleed*, bloat*, blurred vision, breathless*, breathing, bump on, burning
    sensation, chills, chest pain*, congestion, cough*, cramp*, cramping, difficulty swallowing, discomfort, dizz*, earache*, exhaustion,
    faint, fainted, fainting, fatigue*, fever*, feeling sick, feel sick, feel better, feeling better, feeling unwell,
    feel worse, feeling worse, get well, felt sick, headache*, hoarse*, hot flash*, itch*, injur*, lightheaded*, limp, lump,
    lumps, nausea*, nauseous, numbness, pain, painful, pains, palpitation*, pus, rash, rashes, runny nose, shortness
    of breath, sick, sick leave, sneez*, snor*, sore, sore throat, soreness, stiff neck, stiffness, stomachache*, swell*, swollen,
    tender breast*, throat, tingling, toothache*, tremor*, unwell, vomit*, vision loss, weight gain, weight loss, wheez*, wound*, ill,
    your cold, a cold`,
  body: `
    abdom*, ankle*, anus, anal, aorta, armpit*, arter*, bladder, blood*, bone, bones, bowel*, brain*, breast*, bronchi*,
    buttock*, cartilage, cervi*, chest, colon, cornea*, coronary, ear canal, eardrum*, elbow*, esophag*, foreskin, gallbladder,
    gastro*, genital*, groin, gums, heart, heartbeat*, hip, hips, hormon*, intestin*, jaw, joint pain, your joint, joints, kidney*, knee*, larynx,
    ligament*, liver, lung*, lymph*, mouth, muscle*, nasal, nerve, nerves, nipple*, nose, ovar*, penis, pelvi*, penile, placenta*, prostat*,
    pulse, rectal, rectum, renal, respirator*, retina*, scalp, scrot*, semen, shoulder*, skin, skull, spinal, spine, spleen, sperm*, stomach*, tendon*,
    testic*, thigh*, thyroid*, tongue, tooth, teeth, dental, trachea, urethr*, urin*, uter*, vagin*, vein, veins, vertebra*, vocal cord*, vulva*, womb, wrist*,
    your ear, your ears, your eye, your eyes, eye drop*, your foot, your feet, your toe, your toes, your arm, your arms,
    your leg, your legs, your finger, your fingers, your neck, your back pain, lower back, back pain, your head, head injury,
    your face, your hand, your tummy, your belly, sperm count, eyesight, your vision, your hearing`,
  tests: `
    test, tests, tested, testing, retest*, a1c, hba1c, h b a1c, allergen*, amniocent*, angiogra*, antibod*, carrier of, carrier screening, dna, gene, genes, mutation*, brca, chromosom*, growth chart*, memory test*, paternity, your ct, ct is, ct was, ct showed, fit kit*, stool kit*, test kit*, antigen*, audiogra*, audiomet*, autops*, biops*,
    blood count*, blood draw*, blood glucose, blood pressure, blood sugar, blood test*, blood type, bloodwork, blood work, bmi, bone densit*,
    calcium, cardiogram*, cat scan, cbc, checkup*, check-up*, cholesterol*, colonoscop*, creatinin*, ct scan*, cultur*
    came back, culture result*, cytolog*, dexa, doppler, ecg, echocardio*, eeg, ekg, electrocardio*, electrolyte*,
    endoscop*, enzyme*, exam, exams, examination*, fasting, ferritin, genetic*, glucose*, gram stain, hdl, heart rate, hearing test*, hematocrit, hemoglobin*,
    haemoglobin*, holter, hormone level*, imaging, ketone*, lab, labs, lab work, labwork, laborator*, ldl, lipid*, liver
    function, mammo*, mri, mris, oximet*, oxygen level*, pap smear*, pap test*, patholog*, pcr, pelvic*, pet scan*, platelet*, potassium,
    pregnancy test*, proteinuria, psa, pulse ox, radiogra*, radiolog*, red blood cell*, red cell*, result, results, rh factor, screening*, screened, semen analysis,
    serum, sleep study, sonogra*, specimen*, spiromet*, stool*, stress test*, sugar level*, swab*, t-cell, thyroid*, titer*, tomogra*,
    toxicolog*, treadmill test, triglycerid*, troponin, tsh, ultrasound*, urinalys*, viral load*, vital signs, vitals, white cell*, white blood cell*, x-ray*, xray*, x
    ray*, x rays, your sample, your samples, sample was, blood sample*, annual physical, yearly physical, your physical,
    wellness visit*, wellness exam*, well-child, well-woman, well woman, eye chart, vision test*, drug screen*, tox screen*, breathalyzer, your weight,
    your pressure, your numbers, your reading, your readings, =PSA, =EMG, =INR, =GFR, =TSH, =CRP, =ESR, =BP, =IQ`,
  results: `
    abnormal*, benign, inconclusive, malignan*, elevated, borderline, positive for, negative for, tested positive,
    tested negative, came back positive, came back negative, came back normal, came back clear, came back high, came
    back low, came back fine, came back good, out of range, within range, normal range, within normal, normal limits, detected, undetectable, precancer*, pre-cancer*, lesion*, nodule*, mass in, suspicious spot*, suspicious mole*, mole,
    moles, all clear, remission, deficien*, your level, your levels, levels, level is, level was, level of, your count, your score, =HIV+`,
  medicines: `
    antacid*, antibiotic*, anticoag*, antidepress*, antifung*, antihist*, antihypertens*, antimalar*, antipsych*, antiretrovir*,
    antivir*, analges*, anesthe*, anaesthe*, aspirin*, acetaminophen, adderall, advair, advil, albuterol, aleve, allegra, ambien, amoxicil*, amphetamin*,
    amlodipin*, ativan, atorvast*, augmentin, beta blocker*, beta-blocker*, benadryl, biktarvy, biologic*, birth control, blood thinner*, botox, buprenorph*,
    bupropion, capsule*, celebrex, celexa, chantix, cialis, cipro, claritin, clonidin*, codein*, coumadin, cortiso*, cough syrup, crestor, cymbalta,
    depakote, depo-provera, depo provera, descovy, digoxin, dilaudid, diuretic*, dosage*, dose*, dosing, doses, drug, drugs, eliquis, epipen*, epinephrin*,
    estradiol, estrogen*, eye drops, ear drops, fentanyl, flonase, fluoxetin*, folic acid, furosemid*, gabapentin*, generic version, gummies, heparin, humira, hydrochloro*, hydrocort*,
    hydroxychlor*, hydroxyz*, ibuprofen*, imodium, immunosuppress*, inhaler*, injectable*, injection*, inject, insulin*, iron pill*, iron supplement*, ivermectin, januvia, jardiance, keppra, klonopin, lamictal, lantus, lasix,
    laxativ*, levothyrox*, lexapro, lipitor, lisinopril, lithium, loratad*, losartan, lotion, lyrica, medicated, medication*, medicament*, medicine*, meds, melatonin, metformin*, methadon*,
    methotrex*, metoprol*, microdos*, minoxidil, mirtazap*, modafinil, morphin*, motrin, mounjaro, mucinex, naloxon*, naproxen, naltrexon*, narcan, narcotic*, nebuliz*, neurontin, nexium, nicotine patch*,
    nitroglycer*, norvasc, nyquil, ointment*, opiate*, opioid*, otc, oxycontin, oxycodon*, ozempic, paracetamol, paxil, paxlovid, penicillin*, pepto*, percocet, pharma*, pill, pills,
    pillbox*, plan b, plavix, prednis*, premarin, prescrib*, prescription*, prilosec, probiotic*, progest*, propofol, protonix, prozac, refill*, remedy, remedies, repatha, retinol, ritalin,
    rx, rybelsus, semaglut*, seroquel, sertralin*, sildenafil, singulair, spironolact*, statin*, steroid*, stimulant*, suboxone, suppositor*, sumatriptan, symbicort, synthroid,
    syringe*, tablet, tablets, tadalafil, tamiflu, tamoxifen, testosteron*, tirzepat*, topical, tramadol, tranquil*, trazodon*, trulicity, truvada, tylenol, valium, viagra, vicodin, victoza, vitamin*, vyvanse,
    warfarin, wegovy, wellbutrin, xanax, xarelto, zantac, zepbound, zithromax, zofran, zoloft, zyrtec, side effect*, once daily, twice daily, twice a day, times daily, times a day, before meals, with food, mg, mcg, milligram*, milliliter*, your patch, =PrEP, =PEP, =HRT`,
  treatments: `
    acupunct*, anaphyla*, eyeglass*, your glasses, new glasses, contact lens*, needle, needles, sling, discharge*, cure, cured, curable, bedridden, calorie*, carbohydrate*, carb, carbs, weigh-in, glucometer*, cgm, lancet*, support group*, treatment option*, home health, life expectancy, blood donat*, epidural*, nebulis*, aa meeting*, na meeting*, er doctor, er visit, you were admitted, admitted to, d&c, a d and c, amputat*, angioplast*, anesthes*, bandage*, bariatric*, brace, braces, bypass, c-section*, cesarean*, caesarean*, cast removal, catheter*, chemo*,
    chiropract*, circumcis*, compression stocking*, crutch*, cpap, curett*, debridement, defibrillat*, detox*, dialys*, diet, diets, dietary, dietit*, dietic*, discharge instruction*, discharge paper*, discharged from, discharge from hospital,
    electroconvuls*, excis*, feeding tube, fillings, a filling, your filling, hearing aid*, hip replacement, hospice, hospitali*, hospital stay, admitted to the hospital, icu, immunotherap*, implant*, in vitro, infusion*, inpatient, intensive care, intubat*,
    iud, ivf, joint replacement, keto, knee replacement, laparoscop*, laser treatment*, lasik, life support, lifestyle change*, liposuct*, low-salt, low salt, low-sodium, mastectom*, nutrition*, occupational therap*, operation on your,
    your operation, after the operation, before the operation, operated on, orthodon*, orthot*, oxygen, oxygen tank, pacemaker*, palliativ*, physio*, physical therap*, post-op*, postop*, postoperat*, pre-op*, preop*, preoperat*, procedure*, prosthe*, quit smoking,
    stop smoking, smoking cessation, cigarette*, tobacco*, vaping, nicotine, radiation*, radiotherap*, reconstruct*, recovery, rehab*, remission, resuscitat*, root canal*, sedat*, splint*, stent, stents, stitches, surger*, surgeon*, surgical*, suture*, telemetry, therap*,
    transfus*, transplant*, treatment*, treated for, vasectom*, ventilator*, wheelchair*, wound care, wart removal, your shot, your shots, a shot, flu shot*, shot for, shots, your cast, dressing change*, exercise plan, low-fat`,
  specialties: `
    allerg*, anesthesiolog*, audiolog*, cardiolog*, dentist*, endocrin*, gastroenterolog*, geneticist*, geriatr*, gyn*, hematolog*, immunolog*, infectious*, maternity, midwif*, midwives, nephrolog*, neuro*, obstet*, ob-gyn, obgyn, ob/gyn, ophthalm*, optomet*, orthop*,
    otolaryng*, pediatric*, paediatric*, perinatal, podiatr*, pulmon*, rheumatolog*, urolog*, vascular, =ENT, =OB, =GI, specialist about your, referred you to a specialist, see a specialist, refer you to a specialist`,
  mind: `
    addict*, adhd, alcohol*, anger management, anxiet*, anxious*, behavioral health, behavioural health, behavioral*, binge*, bereave*, burnout, cannabis, cocaine, cognitiv*, compuls*, counsel*, craving*, delusion*, depress*, eating disorder*, emotional support, drinking problem*, heavy drinking, your drinking, stop drinking,
    grief, grieving, hallucinat*, harm yourself, heroin, hoarding, hypnosis, intoxicat*, manic, marijuana, memory loss, mental, mentally, methamphet*, mood, moods, mood swing*, needle exchange, obsessive*, overdos*, panic, paranoi*, phobia*, postpartum depress*, psych*, psychos*, self-harm*, self harm, sober, sobriety,
    stress management, your stress, stress level*, substance abuse, substance use, substance*, suicid*, therapist*, trauma*, withdrawal symptom*, crisis line, feeling low, feeling down, loneliness, well-being check, domestic violence, abuse, abused, abusive, assault*`,
  reproduction: `
    abort*, baby, your cycle, doula*, amnio*, babies, birth plan, breastfe*, breast-fe*, child birth, childbirth, conceiv*, conception, condom*, contracept*, due date of your, eggs were, embryo*, erect*, fertil*, fetal, fetus*, foetus*, gestat*, given birth, give birth, hysterectom*, insemin*, lactat*, libido, menopaus*,
    menstru*, miscarriage*, morning-after, morning after pill, newborn*, infant, infants, ovulat*, period is late, late period, missed period, your period, post-partum, postnatal, postpartum, pregnan*, prenatal, antenatal, puberty, semen, sexual*, sexually transmitted, sex life, safe sex, sti, stis, std, stds, sterili*, stillb*, surrogate,
    trimester*, tubal, twins, unprotected sex, vasectom*, gender dysphor*, gender-affirm*, gender affirm*, gender transition*, transgender, hormone therap*, expecting a baby, your partner may, partner notif*, aids`,
  prevention: `
    antiviral*, booster*, flu clinic, immune, immuni*, inoculat*, jab, mmr, quarantin*, isolate at home, shingrix, gardasil, tdap, vaccin*, vax, contagious, exposure to, exposed to`,
  diagnosis: `
    diagnos*, prognos*, your condition, medical condition*, condition has, condition is, heart condition*, condition worsen*, suffer*, disease progress*, life-threat*, life threat*, terminally, terminal illness, complication*, acute, contracted, hereditary, you have been found to have, flare-up*, flare up*, risk of developing, your risk of,
    underlying, health problem*, health condition*, health issue*, health history, medical history, medical problem*, medical test*, medical treatment, your health is, your health has, health risk*, health concern*, health status, medical finding*, findings, second opinion, clinical trial*, clinical finding*, lose weight, losing weight, gained weight, gain weight, =DNR, blood relative*, family history of`,
} as const
