import type { Language } from '../portal/text.ts'

/**
 * What an office may say although a word in it could speak of health elsewhere: "search results", "terms and
 * conditions", "silla de ruedas" at an entrance. Patterns over small letters without accents.
 */
export const officePhrases: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    /\b(search|survey|poll|quiz) results?\b/g,
    /\bas a result( of (this|that|the change|the update|your request|maintenance))?(?= *[,.;]| (we|you|please|the office|our|some|all)\b)/g,
    /\bresults? of (your|the|this) (request|application|survey|search|upload|registration|sign[- ]?up|vote|election)s?\b/g,
    /\b(this is (only )?a test|test (message|e-?mail|notice|notification|mode|mailing)|testing (our|the|this) (new )?(portal|system|messages?|website|site|e-?mails?|phones?)|(are|is|be) testing (a|our|the) new)\b/g,
    /\bterms (and|&) conditions\b|\b(weather|road|winter|driving|icy|traffic) conditions?\b|\bconditions? of use\b/g,
    /\bdate of birth\b|\bbirth ?dates?\b|\bbirth certificates?\b/g,
    /\b(password|account|access|sign[- ]?in|login|recovery) recovery\b|\brecovery (code|key|e-?mail|link|question|phone)s?\b/g,
    /\b(complaints?|grievance|check[- ]?in|sign[- ]?in|safety|office|new|our|privacy|emergency|evacuation|booking|scheduling|login|registration|billing|parking|payment|this|the usual|standard|following) procedures?\b/g,
    /\bhours of operation\b|\boperations? (team|manager|office|department)\b/g,
    /\b(phone|computer|laptop|desktop|browser|pc|smartphone|device)s?( screen)?(, | or |, or | and |, and |\/)+(your |a |on a )?tablets?\b|\btablets?(, | or |, or | and |, and |\/)+(your |a |on a )?(phone|computer|laptop|desktop|pc|smartphone)s?\b/g,
    /\bif you use a wheelchair\b|\bwheelchair[- ](access\w*|ramps?|entrance|lift|friendly)\b|\b(smoke|tobacco|fragrance|scent)[- ]free\b|\bno[- ]smoking\b|\bsmoking is not (allowed|permitted)\b/g,
    /\b(virus|malware|antivirus|anti-virus) (scan\w*|check\w*|software|protection|free)\b|\bfree of viruses\b|\bantivirus\b/g,
    /\breport(ing)? abuse\b|\bby heart\b|\bat the heart of\b|\bheart of (our|the|downtown|town)\b|\bword of mouth\b|\bheartfelt\b|\bin good hands\b|\bin your hands\b|\bface[- ]to[- ]face\b|\bhead office\b|\bheads?[- ]up\b|\bsorry for (any|the) (pain|headache)s?\b|\bpain[- ]?free\b/g,
    /\b(level of|levels of) (service|care|support|access|security|privacy|satisfaction|detail|quality)\b|\b(service|access|security|parking|ground|upper|lower|street|lobby|permission|privacy|support|staffing|staff) levels?\b/g,
    /\bdetected (a |an |some |any |no )?(new |unusual |unknown |suspicious |another |failed )*(sign[- ]?ins?|log[- ]?ins?|activity|devices?|attempts?|errors?|problems? with your (account|connection)|browser|location|change)\b|\b(sign[- ]?in|log[- ]?in|activity|device|attempt|error|change)s? (was|were|has been|have been)? ?detected\b/g,
    /\b(in case of|if (this|it) is|for|not for|in|during)( an?| the)?( medical| life-threatening)? emergenc(y|ies)\b|\b(medical )?emergencies\b/g,
    /\b(quality|customer|patient)? ?counsel for\b|\blegal counsel\b|\b(give|have) (it|us) a shot\b|\bdrug-?store\b/g,
    /\b(family|general|community) (medicine|pract\w+)\b|\bmedicine lodge\b/g,
    /\b(hearing|heard) (back )?from\b|\blook(ing)? forward to hearing\b|\bpublic hearing\b/g,
    /\b(hearing|vision|visual|speech|language)[- ](impaired|impairments?|assistance|interpreters?|services?)\b|\b(deaf|hard of hearing|tty|relay)( or | and |, )(deaf|hard of hearing|tty)\b|\bdisabilit(y|ies) (act|access\w*|accommodations?|services?|parking|statement)\b|\bpersons? with disabilities\b|\bpeople with disabilities\b/g,
    /\b(its|tos|pin|once)\b/g,
    /\bfill(ing)? (in|out|it)\b|\bstress(ed)? that\b|\bto stress\b|\bwithout (the )?stress\b|\bstress[- ]free\b|\bsick of\b/g,
    /\bexam rooms?\b|\bpeer support\b|\bmass (mail\w*|messages?|transit)\b|\bwill not detect\b|\b(proof|verify|verification) of vaccin\w+ (form|card) upload\b/g,
    /\binjury to your privacy\b|\bacute attention\b|\b(no|without|any) complications? (with|signing|using)\b|\bdrinking (water|fountains?)\b|\boral communication\b|\bposition\b/g,
  ],
  es: [
    /\bpuls(e|ar|a|ando)\b/g,
    /\bresultados? (de|del) (su |la |tu |esta )?(busqueda|encuesta|solicitud|registro|consulta en linea|votacion|sorteo)s?\b|\bcomo resultado\b|\bpagina de resultados de busqueda\b/g,
    /\b(mensaje|correo|aviso|periodo|version) de prueba\b|\b(es|esto es) (solo )?una prueba( del? (sistema|portal|sitio|mensaje\w*|correo\w*))?(?= *[.,;!)]|$| no)|\bprueba de (identidad|domicilio|residencia|que (es|sea) usted|seguro|ingresos)\b|\bprobando\b/g,
    /\bterminos y condiciones\b|\bcondiciones (de uso|del (servicio|clima|tiempo|camino)|climaticas|generales)\b/g,
    /\b(recuper\w+|recuperacion de) (el |la |su |tu )?(contrasena|cuenta|acceso|clave)s?\b|\bcodigo de recuperacion\b/g,
    /\b(nuevo|nuestro|este|mismo|siguiente|un) procedimiento( nuevo)? (de|para|en linea)\b|\bprocedimientos? (de|para) (quejas?|registro|privacidad|seguridad|emergencia|inicio|acceso|pedir|solicitar|entrar|cancelar|citas?|ingreso|pago)s?\b/g,
    /\b(horario|horas|dias) de operacion(es)?\b|\b(equipo|gerente|departamento|area|oficina|jefa|jefe) de operaciones\b|\boperador(a|es|as)?\b/g,
    /\b(telefono|celular|movil|computadora|ordenador|dispositivo|laptop)s?(, | o |, o | y | u )+(la |una |su |en su |en una )?tabletas?\b|\btabletas?(, | o |, o | y | u )+(el |la |su |un |una )?(telefono|celular|movil|computadora|ordenador|laptop)s?\b/g,
    /\b(acceso|rampa|entrada|accesible|espacio|acceder)\b[\w ]{0,18}\b(silla|sillas) de ruedas\b|\b(silla|sillas) de ruedas (accesibles?|disponibles?)\b|\b(prohibido|no) fumar\b|\bno se (permite|puede) fumar\b|\blibre de humo\b/g,
    /\b(se ha detectado|hemos detectado|detectamos|se detecto|detectado|detectada) (un |una |algun |ningun )?(nuevo |nueva )?(inicio|acceso|error|intento|problema (con|en)|actividad|cambio|dispositivo|entrada)\b/g,
    /\bnivel(es)? de (servicio|atencion|satisfaccion|acceso|seguridad|calidad|detalle|privacidad|apoyo)\b/g,
    /\btratamiento de (los |sus |tus )?datos( personales)?\b|\bejercicios? de (sus|los) derechos\b/g,
    /\bmedicina (familiar|general|comunitaria)\b|\bcomo muestra de (agradecimiento|carino|aprecio|gratitud)\b|\bmuestra de (agradecimiento|gratitud|aprecio)\b/g,
    /\b(en caso de|si es|si se trata de|si tiene|para|ante)( una| alguna)? (emergencia|urgencia)s?( medicas?)?\b/g,
    /\bde (todo )?corazon\b|\bno se preocupe\b|\bcara a cara\b|\ba mano\b|\ben buenas manos\b|\ben sus manos\b|\bpor duplicado\b|\blengua materna\b|\bapellido materno\b/g,
    /\b(su|la|una) (cuenta|usuario|acceso)( \w+){0,3} dad[oa] de alta\b|\bservicios? de (interpretacion|interpretes)[\w ]{0,20}\b|\bpersonas con (discapacidad|discapacidades)( \w+)?\b|\bdiscapacidad(es)? auditivas?\b|\blenguaje de senas\b/g,
    /\bantivirus\b|\blibre de virus\b|\banalisis (de|con) (virus|antivirus)\b|\breport(ar|e) (un )?abuso\b|\bsufr(io|ira|en|e|ido) (cambios|modificaciones|retrasos|demoras)\b|\bhan? sufrido (cambios|modificaciones|retrasos|demoras)\b/g,
    /\b(sera|esta) grave(mente)? penad[oa]\b|\bes grave si no\b|\bsin remedio\b|\bun punto\b|\bdetect(a|ar|amos) (errores|fallas|cambios)\b/g,
  ],
}
