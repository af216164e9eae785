import type { Span } from './scan-words.ts'

const number = String.raw`(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|un|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)`
const time = String.raw`(?:\d{1,2}(?:[:.h]\d{2})?(?: ?[ap]\.?(?: ?)m\b\.?)?|noon|midnight|mediodia)`
const weekday = String.raw`(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?|lunes|martes|miercoles|jueves|viernes|sabados?|domingos?`
const month = String.raw`(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)`

const all = (source: string): RegExp => new RegExp(source, 'g')

/** Figures every office writes, which say nothing of anybody: how to reach it, where it is, how long things take. */
const always: readonly RegExp[] = [
  /\bhttps?:\/\/\S+|\bwww\.\S+|\S+@\S+\.\S+/g,
  /(?:\+?\d{1,3}[ .-]?)?(?:\(\d{3}\)|\b\d{3})[ .-]?\d{3}[ .-]\d{4}\b|\b\d{3}[ .-]\d{4}\b|\b1[- ]8\d\d[- ][a-z0-9-]+/g,
  /\b(?:ext|extension|option|press|opcion|marque|oprima|pulse|dial|anexo|extn)\b[. ]{0,2}#?\d{1,5}\b/g,
  /\b(?:911|9-1-1|711|112|211|311|w-?[29]|i-?9|1099)\b/g,
  /\b(?:reply|text|type|press|responda|escriba|envie|marque)(?: with| con)? "?\d\b"?(?:[\w ,"]{1,30}\b\d\b(?= (?:to|para)\b))*/g,
  /\b(?:since|desde|est\.) (?:19|20)\d\d\b/g,
  /\b24\/7\b|\b(?:24|veinticuatro|twenty[- ]four) ?(?:hours|horas|h)\b(?:[\w ,]{0,12}\b(?:7|siete|seven) (?:days|dias)\b(?: a week| a la semana| de la semana)?)?/g,
  /\b\d{1,5} (?:[a-z.]+ ){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|way|court|plaza|parkway|highway)\b/g,
  /\b(?:suite|level|nivel|room|floor|unit|building|door|entrance|desk|window|line|page|step|form|version|section|box|counter|gate|lot|exit|bus|route|oficina|piso|puerta|ventanilla|edificio|pagina|paso|formulario|seccion|planta|local|salida|ruta|calle|avenida|cuarto|sala|part|parte|question|pregunta|location|sede|numero|no\.|nro\.?|#)(?: (?:no\.?|number|num\.?|numero|[a-z]+))? ?#?\d+[a-z]?\b(?: (?:of|de) \d+)?/g,
  /\b\d{1,2}(?:st|nd|rd|th) floor\b|\b(?:first|second|third|fourth|1er|2do|3er|primer|segundo|tercer) (?:floor|piso)\b/g,
  /\b[a-z]{2},? \d{5}(?:-\d{4})?\b/g,
  /(?:\(c\)|©|copyright|derechos reservados) ?\d{4}/g,
  all(String.raw`\b${number}[- ](?:digit|step|factor|page|minute|time|way|digitos|pasos|paginas)\b`),
  all(
    String.raw`\b${number} (?:[a-z]+ ){0,2}(?:messages?|documents?|forms?|requests?|items?|pages?|tasks?|steps?|files?|mb|gb|megabytes?|questions?|photos?|pictures|notifications?|updates?|signatures?|replies|reply|characters|letters|digits|attempts?|tries|locations?|offices?|copies|copy|parts?|sections?|links?|e-?mails?|people|clicks?|ways|pieces? of id|mensajes?|documentos?|formularios?|solicitud(?:es)?|paginas?|tareas?|pasos?|archivos?|preguntas?|fotos?|avisos?|notificacion(?:es)?|firmas?|respuestas?|caracteres|letras|digitos|intentos?|sedes?|oficinas?|copias?|partes?|secciones|enlaces?|correos?|personas?|formas?|consultorios?)\b`,
  ),
  all(String.raw`\b(?:every|cada) (?:business )?(?:day|week|dia|semana)\b`),
]

/** Hours of opening: from then to then, whatever the sentence. */
const ranges: readonly RegExp[] = [
  all(
    String.raw`\b(?:${weekday})\b\.?(?: ?(?:-|to|through|thru|until|a|al|and|y|&|,|/) ?(?:el )?(?:${weekday})\b\.?)+`,
  ),
  all(
    String.raw`\b(?:(?:between|from|entre|desde|de|las|la|the hours of) )*${time} ?(?:-|to|and|until|till|through|a|y|hasta)(?: las| la)? ?${time}(?: ?(?:de la (?:tarde|manana|noche)|horas|hrs))?`,
  ),
]

const duration = all(
  String.raw`\b(?:${number}|a few|several|a couple of|unos|algunos)(?: ?(?:-|to|or|a|o|y|and) ?${number})? (?:full |more |additional )?(?:business |working |calendar |week ?)?(?:second|minute|hour|day|week|month|year|segundo|minuto|hora|dia|semana|mes|ano)(?:s|es)?(?: (?:habil|laborable)(?:es)?)?\b`,
)

/** A sentence in which a span of time is how long the office takes, or how long something is kept. */
const aboutWaiting =
  /\b(within|allow|takes?|took|expires?|expired|valid|respond|responds|response|reply|replies|answer\w*|get back|back to you|hear from|open|opens|opened|keep|keeps|kept|notice|advance|ahead|before|early|usually|wait\w*|process\w*|remain\w*|available|sign(ed)? (you )?out|inactiv\w+|lock\w*|session|link|code|password|stored|deleted?|available|minutes? (late|early)|dentro|plazo|tarda\w*|demora\w*|tomar|toma|vence|vencer\w*|caduca\w*|valid\w+|respond\w+|respuesta|contest\w+|antes|anticipacion|temprano|espera\w*|proces\w+|disponible\w*|sesion|enlace|codigo|contrasena|guarda\w*|elimina\w*|borra\w*|permita|en un maximo|a mas tardar|aviso)\b/

/** A sentence about when the office itself is open, away or at work. */
const aboutOffice =
  /\b(open|opens|opened|reopen\w*|opening|close|close[sd]|closing|closure|hours|holidays?|maintenance|unavailable|offline|phone lines|moving|move|moved|new (location|address|office|hours|portal|website|system)|find us|visit us|starting|beginning|effective|thanksgiving|christmas|new year|abiert\w+|abren?|abrimos|abrir\w*|abriremos|cerrad\w+|cierra|cerramos|cerrar\w*|cerraremos|horario|feriado|festivo|mantenimiento|mudamos|mudanza|a partir de|nuev[ao] (sede|direccion|oficina|horario|portal|sitio)|navidad|ano nuevo|accion de gracias|call|reach us|answer (the |our )?phones?|llamenos|llame|atendemos|atencion)\b/

/** A sentence about somebody's own visit: its day and hour are theirs, not the office's. */
const aboutVisit =
  /\b(appointments?|visits?|consultations?|arrive|see you|expect(ing)? you|come in|scheduled|booked|citas?|visitas?|consultas?|llegue|le esperamos|lo esperamos|la esperamos|programad[oa]|agendad[oa]|turno)\b/

const visitIs =
  /\b(your|an?|su|una|la) (\w+ )?(appointment|visit|consultation|cita|visita|consulta|turno)( \w+){0,4} (is|are|was|will be|has been|on|at|for|es|sera|esta|fue|quedo|para|el|con)\b|\b(see you|le esperamos|lo esperamos|la esperamos|expecting you)\b/

const dates: readonly RegExp[] = [
  /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}\/\d{1,2}\b/g,
  all(String.raw`\b${month}\.? \d{1,2}(?:st|nd|rd|th)?\b(?:,? \d{4})?`),
  all(String.raw`\b(?:the )?\d{1,2}(?:st|nd|rd|th|o)?(?: of| de| del)? ${month}\b(?:(?:,| de| del)? \d{4})?`),
  all(
    String.raw`\b\d{1,2}(?::\d{2})? ?[ap]\.? ?m\b\.?|\b\d{1,2}:\d{2}\b|\b\d{1,2} o'clock\b|\ba las? (?:\d{1,2}(?::\d{2})?|${number})\b(?: (?:y media|en punto|de la (?:manana|tarde|noche)))?`,
  ),
  /\bthe \d{1,2}(?:st|nd|rd|th)\b|\b(?:el )?(?:dia )\d{1,2}\b/g,
]
const visitDays = all(
  String.raw`\b(?:${weekday}|today|tomorrow|tonight|next week|hoy|pasado manana|(?:in|en) ${month})\b|\bmanana(?= (?:a|por|en|tiene|le)\b)`,
)

const tens = String.raw`(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|veinte|veinti\w+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)`
const teens = String.raw`(?:eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|once(?= (?:por|punto|mil|de|y|$))|doce|trece|catorce|quince|dieciseis|diecisiete|dieciocho|diecinueve)`
const large = String.raw`(?:hundred|thousand|million|cien|ciento|doscient[oa]s|trescient[oa]s|cuatrocient[oa]s|quinient[oa]s|seiscient[oa]s|setecient[oa]s|ochocient[oa]s|novecient[oa]s|mil|percent|per cent|por ciento)`
const small = String.raw`(?:${number})`
const units = String.raw`(?:weeks?|months?|years?|points?|pounds?|lbs?|kilos?|kg|percent|units?|times|drops?|puffs?|grams?|ounces?|inches|degrees?|out of|semanas?|mes|meses|anos?|puntos?|libras?|kilos?|unidades|veces|gotas?|gramos?|grados?|de cada|punto)`

const numbers: readonly RegExp[] = [
  /(?:[$€] ?)?\d+(?:[.,/:]\d+)*(?: ?(?:%|percent|por ciento|mg|mcg|ml|g|kg|lbs?|mmol|mmhg|units?|unidades|dollars|dolares))?/g,
  all(
    String.raw`\b(?:(?:${tens}|${teens}|${large}|${small}) (?:and |y |point |punto )?)*(?:${tens}|${teens}|${large})\b(?:[ -](?:and |y )?(?:${small}|${large})\b)*`,
  ),
  all(String.raw`\b${small} ${units}\b`),
  all(String.raw`\b${small} (?:point|punto|over|sobre|out of|de) ${small}\b`),
]

const blank = (text: string, patterns: readonly RegExp[]): string =>
  patterns.reduce((left, pattern) => left.replaceAll(pattern, (found) => '¶'.repeat(found.length)), text)

const spansOf = (kind: Span['kind'], text: string, patterns: readonly RegExp[]): readonly Span[] =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter((match) => match[0].trim() !== '')
      .map((match): Span => ({ kind, from: match.index, to: match.index + match[0].length })),
  )

/** A sentence with the office's own figures blanked. */
const withoutOfficeFigures = (sentence: string): string => {
  const isVisit = visitIs.test(sentence)
  const plain = blank(sentence, isVisit ? always : [...always, ...ranges])
  const waited = aboutWaiting.test(sentence) ? blank(plain, [duration]) : plain
  return aboutOffice.test(sentence) && !isVisit ? blank(waited, [...dates, visitDays, /\b20\d\d\b/g]) : waited
}

const sentencesIn = (text: string): readonly { readonly sentence: string; readonly from: number }[] =>
  [...text.matchAll(/(?:[^.!?\n]|[.!?](?!\s|$)|(?<=\b[ap])\.(?= ?m)|(?<=\b[ap]\. ?m)\.(?! [A-Z]))+/g)].map(
    (match) => ({
      sentence: match[0],
      from: match.index,
    }),
  )

/** Figures and dates of a folded text that are not the office's own. */
export const figuresIn = (text: string): readonly Span[] =>
  sentencesIn(text).flatMap(({ sentence, from }) => {
    const left = withoutOfficeFigures(sentence)
    const days = aboutVisit.test(sentence) ? [visitDays] : []
    const found = [...spansOf('date', left, [...dates, ...days])]
    return [...found, ...spansOf('figure', left, numbers)].map((span) => ({
      kind: span.kind,
      from: span.from + from,
      to: span.to + from,
    }))
  })
