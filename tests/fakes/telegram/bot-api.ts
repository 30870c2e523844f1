import { CallbackQueries } from './callback-queries.ts'
import { CommandMenus } from './command-menus.ts'
import { EditMethods } from './edit-methods.ts'
import { Limiter } from './limiter.ts'
import type { Parameters } from './parameters.ts'
import { badRequest, Refusal } from './refusal.ts'
import { SendMethods } from './send-methods.ts'
import { type ApiObject, apiFile } from './to-api.ts'
import { UpdateMethods } from './update-methods.ts'
import type { UpdateQueue } from './update-queue.ts'
import type { DeliveryManners } from './webhook-delivery.ts'
import type { World } from './world.ts'

const DOWNLOAD_BYTES = 20 * 1024 * 1024

/** Every method of the fake, by its lower-case name. */
export class BotApi {
  readonly updates: UpdateMethods
  readonly menus: CommandMenus
  readonly queries: CallbackQueries
  private readonly sends: SendMethods
  private readonly edits: EditMethods

  constructor(
    private readonly world: World,
    queue: UpdateQueue,
    manners: DeliveryManners,
    limits: boolean,
  ) {
    this.updates = new UpdateMethods(queue, manners, world.nowMs)
    this.menus = new CommandMenus(world)
    this.queries = new CallbackQueries(world.nowMs, () => world.touch())
    this.sends = new SendMethods(world, limits ? new Limiter(world.nowMs) : null)
    this.edits = new EditMethods(world)
  }

  /** Answers one call or throws a Refusal; `closed` registers what ends a long poll whose caller went away. */
  answer(method: string, p: Parameters, closed: (end: () => void) => void): unknown {
    switch (method.toLowerCase()) {
      case 'getme':
        return { ...this.world.botUser(), can_join_groups: true, can_read_all_group_messages: false }
      case 'getupdates':
        return this.updates.getUpdates(p, closed)
      case 'setwebhook':
        return this.updates.setWebhook(p)
      case 'deletewebhook':
        return this.updates.deleteWebhook(p)
      case 'getwebhookinfo':
        return this.updates.getWebhookInfo()
      case 'getfile':
        return this.getFile(p)
      case 'answercallbackquery':
        return this.queries.answer(p)
      case 'setmycommands':
        return this.menus.set(p)
      case 'deletemycommands':
        return this.menus.delete(p)
      case 'getmycommands':
        return this.menus.get(p)
      default:
        return this.answerChatMethod(method, p)
    }
  }

  private answerChatMethod(method: string, p: Parameters): unknown {
    switch (method.toLowerCase()) {
      case 'sendmessage':
        return this.sends.sendMessage(p)
      case 'sendphoto':
        return this.sends.sendPhoto(p)
      case 'senddocument':
        return this.sends.sendDocument(p)
      case 'sendmediagroup':
        return this.sends.sendMediaGroup(p)
      case 'sendchataction':
        return this.sends.sendChatAction(p)
      case 'editmessagetext':
        return this.edits.editMessageText(p)
      case 'editmessagecaption':
        return this.edits.editMessageCaption(p)
      case 'editmessagereplymarkup':
        return this.edits.editMessageReplyMarkup(p)
      case 'deletemessage':
        return this.edits.deleteMessage(p)
      case 'pinchatmessage':
        return this.edits.pinChatMessage(p)
      case 'unpinchatmessage':
        return this.edits.unpinChatMessage(p)
      case 'setmessagereaction':
        return this.edits.setMessageReaction(p)
      default:
        throw new Refusal(404, 'Not Found: method not found')
    }
  }

  private getFile(p: Parameters): ApiObject {
    const file = this.world.files.get(p.text('file_id') ?? '')
    if (file === undefined || file.gone)
      throw badRequest('wrong file_id or the file is temporarily unavailable')
    if (file.announcedSize > DOWNLOAD_BYTES) throw badRequest('file is too big')
    return { ...apiFile(file), file_path: file.path }
  }
}
