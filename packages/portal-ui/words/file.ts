import type { Language } from '@portico/engine/portal/text'
import type { NotSent, ShownFile } from '../render/file-door.ts'

type FileWords = {
  readonly photo: string
  readonly cancel: string
  readonly again: string
  readonly remove: string
  readonly removeWhat: (name: string) => string
  readonly chooseOther: string
  readonly takes: string
  readonly leave: string
  /** Of a file that is something else than the ending of its name says. */
  readonly disguised: (ending: string) => string
  readonly keptAs: (ending: string, name: string) => string
  /** Said while the form waits for the file. */
  readonly goesOn: string
  readonly status: Readonly<Record<ShownFile['status'], string>>
  readonly problems: Readonly<Record<NotSent | 'gone', string>>
}

/** What the control for a file says, fetched with it. */
export const fileWords: Readonly<Record<Language, FileWords>> = {
  en: {
    photo: 'Take a photo',
    cancel: 'Cancel',
    again: 'Try again',
    remove: 'Remove',
    removeWhat: (name) => `Remove ${name}`,
    chooseOther: 'Choose another file',
    takes: 'A PDF, a photo or plain text, up to 10 MB.',
    leave: 'Leave it out',
    disguised: (ending) =>
      `Its name ends in ${ending}, but inside it is something else, which cannot be sent. A new name does not change what a file is: open it in the program it comes from and save or print it as a PDF, or send a photo of it.`,
    keptAs: (ending, name) =>
      `Its name ended in ${ending}, but inside it is something else, so we keep it as ${name}. Look whether it is the file you meant.`,
    goesOn: 'This goes on by itself as soon as the file has arrived.',
    status: {
      waiting: 'It has arrived and is being checked. You can go on.',
      clean: 'It has arrived and is checked.',
      refused: 'The check found something harmful in this file. Remove it and send another one.',
      preview: 'This is a preview: nothing was sent.',
    },
    problems: {
      empty: 'This file is empty. Choose another one.',
      'too-big': 'This file is too big. Send one of at most 10 MB, or a photo of it.',
      kind: 'This kind of file cannot be sent. Send a PDF or a photo instead.',
      broken: 'This file is damaged or not what it seems. Save it anew as a PDF, or send a photo of it.',
      active:
        'This file contains something that could act by itself. Print it to a new PDF, or send a photo of it.',
      locked: 'This PDF is locked with a password. Save it without one, or send a photo of it.',
      pixels: 'This picture is too large. Take the photo again at a smaller size.',
      'too-slow': 'The connection is too slow just now. Try again where it is better.',
      'cut-off': 'The connection broke off before the file was here. Try again.',
      busy: 'Another file is still being sent. Wait until it has arrived, then try again.',
      'too-many': 'You have many files that were not sent yet. Send or remove some of them first.',
      offline: 'We cannot be reached just now. Check your connection, then try again.',
      failed: 'The file could not be sent. Try again.',
      stopped: 'The file was not sent.',
      gone: 'The file you chose before is not here any more. Choose it again.',
    },
  },
  es: {
    photo: 'Tomar una foto',
    cancel: 'Cancelar',
    again: 'Intentar de nuevo',
    remove: 'Quitar',
    removeWhat: (name) => `Quitar ${name}`,
    chooseOther: 'Elegir otro archivo',
    takes: 'Un PDF, una foto o texto sin formato, de hasta 10 MB.',
    leave: 'No enviarlo',
    disguised: (ending) =>
      `Su nombre termina en ${ending}, pero por dentro es otra cosa, que no se puede enviar. Cambiar el nombre no cambia lo que es un archivo: ábralo en el programa del que viene y guárdelo o imprímalo como PDF, o envíe una foto.`,
    keptAs: (ending, name) =>
      `Su nombre terminaba en ${ending}, pero por dentro es otra cosa, así que lo guardamos como ${name}. Mire si es el archivo que quería.`,
    goesOn: 'Esto continúa solo en cuanto llegue el archivo.',
    status: {
      waiting: 'Ha llegado y lo estamos revisando. Puede continuar.',
      clean: 'Ha llegado y está revisado.',
      refused: 'La revisión encontró algo dañino en este archivo. Quítelo y envíe otro.',
      preview: 'Es una vista previa: no se envió nada.',
    },
    problems: {
      empty: 'Este archivo está vacío. Elija otro.',
      'too-big': 'Este archivo es demasiado grande. Envíe uno de hasta 10 MB, o una foto.',
      kind: 'No se puede enviar este tipo de archivo. Envíe un PDF o una foto.',
      broken: 'Este archivo está dañado o no es lo que parece. Guárdelo de nuevo como PDF, o envíe una foto.',
      active:
        'Este archivo contiene algo que podría actuar por sí solo. Imprímalo en un PDF nuevo, o envíe una foto.',
      locked: 'Este PDF está protegido con contraseña. Guárdelo sin ella, o envíe una foto.',
      pixels: 'Esta imagen es demasiado grande. Tome la foto de nuevo en un tamaño menor.',
      'too-slow': 'La conexión es demasiado lenta ahora. Inténtelo donde sea mejor.',
      'cut-off': 'La conexión se cortó antes de que llegara el archivo. Inténtelo de nuevo.',
      busy: 'Todavía se está enviando otro archivo. Espere a que llegue e inténtelo de nuevo.',
      'too-many': 'Tiene muchos archivos sin enviar. Envíe o quite algunos primero.',
      offline: 'No podemos conectar ahora. Revise su conexión e inténtelo de nuevo.',
      failed: 'No se pudo enviar el archivo. Inténtelo de nuevo.',
      stopped: 'El archivo no se envió.',
      gone: 'El archivo que eligió antes ya no está aquí. Elíjalo de nuevo.',
    },
  },
}
