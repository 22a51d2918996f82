/** Words that many rules ask for: persons, numbers, wholes, tellings, and what a capital at the start does not make a name. */
export const COMMON_WORDS = {
  /** Agents without a name. */
  person: `
    they'd he'd she'd they're they've he's she's he she him her his they them their someone everyone everybody nobody
    man woman boy girl mother father mom dad mum brother|s sister|s son daughter husband wife friend|s neighbour
    neighbor guard|s knight|s knave|s detective customer|s coworker|s colleague|s teacher student|s boss manager
    player|s prisoner|s spy spies king queen child children kid|s nurse doctor patient clerk waiter barista chef cook
    baker farmer sailor|s captain pilot lawyer judge witness|es suspect|s thief thieves butler gardener driver
    islander|s villager|s logician|s agent|s uncle aunt cousin roommate partner assistant secretary professor
    shopkeeper monk|s wizard|s trader|s twin|s couple rival enemy general|s soldier|s companion|s archaeologist
    curator librarian servant stranger visitor guest|s host dealer buyer seller engineer technician inspector princess
    prince sheriff mayor attacker opponent|s negotiator|s bidder|s grandmother grandfather grandma granddad magician
    poet client|s wolf fox dog cat robot|s human|s puppet goalkeeper striker batsman delegate|s candidate|s diver
    fisherman chemist juggler flatmate tutor coach conductor painter tailor grandparent|s nephew niece voter|s drivers
    courier burglar landlord tenant gambler emperor traveller traveler scientist philosopher|s accomplice informant
    defendant|s plaintiff|s prosecutor|s jury juror|s counsel solicitor|s barrister|s attorney|s lawyers judges
    expert|s registrar|s surgeon|s paramedic|s pharmacist|s therapist|s dentist|s midwife radiologist doctors nurses
    patients auditor|s accountant|s analyst|s investor|s broker|s banker|s cashier|s teller bookkeeper treasurer
    director|s ceo cfo cto founder|s intern|s recruiter|s employee|s employer|s supervisor|s foreman apprentice|s
    contractor|s supplier|s vendor|s consultant|s adviser advisor|s referee|s umpire keeper bowler batter pitcher
    strikers goalie pilots astronaut|s admiral colonel lieutenant sergeant corporal scout|s sentry sentries hostage|s
    kidnapper|s smuggler|s pirate|s outlaw bandit|s assassin|s hitman count countess duke duchess baron baroness earl
    viscount lord lady squire jester bard paladin rogue sorcerer sorceress witch witches warlock ranger druid cleric
    orc orcs goblin|s elf elves dwarf dwarves dragon|s vampire|s ghost|s demon|s angel|s oracle prophet villain|s hero
    heroine conman swindler|s crook|s impostor|s imposter|s mole informer|s traitor|s saboteur|s detectives inspectors
    constable officer|s cop|s policeman policewoman police bodyguard|s warden jailer gaoler inmate|s convict|s
    forger|s robber|s gangster|s mafioso mobster|s magicians illusionist audience spectator|s viewer|s reader|s
    narrator|s author|s editor|s journalist|s reporter|s publisher actor|s actress playwright pupil|s schoolchild
    classmate|s headmaster headteacher principal dean lecturer professors scholar|s historian|s researcher|s
    programmer|s developer|s admin|s administrator|s operator|s hacker|s user|s sender recipient|s receiver bride
    groom fiancé fiancee fiancée widow widower heir|s heiress orphan|s stepmother stepfather stepson godfather
    granddaughter grandson cousins aunts uncles baby toddler|s teenager|s lad girlfriend boyfriend lover|s mistress
    spouse ex maid butlers housekeeper nanny babysitter janitor caretaker porter|s concierge receptionist postman
    couriers messenger|s milkman plumber electrician carpenter mason blacksmith shepherd|s farmers fishermen hunter|s
    miller merchant|s auctioneer pawnbroker jeweller jeweler ambassador|s diplomat|s minister|s senator|s president|s
    chancellor empress pope bishop|s priest|s nun|s abbot rabbi imam peasant|s rebel|s commander|s adversary
    adversaries competitor|s contestant|s rivals enemies ally allies foe|s neighbours neighbors roommates flatmates
    housemate|s passenger|s tourist|s owner|s members member bystander|s onlooker|s eavesdropper|s outsider|s
    newcomer|s stewardess steward|s chauffeur|s mechanic|s technicians mate|s buddy pal bloke guy guys mum's mums
    daddy mommy granny gran grandpa nan sis bro kiddo lads ladies cheater chaperone werewolf werewolves wolves`,
  firstSecond: "i me my we us our you your i'm we're you're i've we've i'd i'll mine ours yours",
  number: `
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty hundred thousand dozen`,
  ordinal: 'first second third fourth fifth last final other',
  each: 'each every all consecutive successive any no',
  previous: 'previous preceding before last prior earlier preceded precede|s one next following',
  modal: 'would could might will should did does do',
  solve: `
    who which whose determine deduce figure work solve options arrange assign schedule where what find seating build
    create produce plan order name answer list give orders identify trace track state follow tell show report update
    complete predict`,
  /** Opens a question, where it opens a clause. */
  inquiry: `
    who whom whose what what's whats which where where's when how why does did do will would is was are were should
    could can has had whos who'd who'll who's how'd what'd what'll where'd where'll how's how'll whoever`,
  /** What one is told to do, where it opens a clause. */
  order: `
    write tell give show list describe explain work figure determine simulate play run act continue narrate keep track
    follow trace update plan schedule plot order arrange draw outline advise help compute calculate find solve check
    decide say name state sort sequence lay reconstruct untangle map model resolve answer analyse analyze discuss
    predict imagine roleplay pretend create compose craft draft invent produce build design make get let execute
    replay process evaluate deduce infer report complete finish develop script stage sketch start begin spell walk put
    set choose pick recommend suggest identify rank date prove pls plz provide need want compare log record maintain
    print return output`,
  beforeOrder: 'and then please pls plz now to also so first finally next just kindly must should can could you',
  /** What opens an inquiry, and a relative clause as well. */
  relativePronoun: 'who whom whose which where when',
  subordinate: 'when where',
  beforeInquiry:
    'and so or but then also plus now ok out determine deduce figure explain describe analyse name list tell say if whether trace me to at in by under on from of',
  howMany: 'many much cost|s price percent percentage fraction average',
  write: `
    write writes writing compose composed create produce craft tell telling describe explain make generate draft
    give narrate retell recount summarise summarize answer respond reply rewrite say construct invent come introduce plz pls play
    define recite sing need want try pen provide reconstruct present rephrase`,
  text: `
    story stories poem|s sentence|s paragraph|s essay reply answer|s response|s summary tale|s line|s verse|s
    stanza|s haiku limerick text message description slogan headline tagline caption review note email quote output
    explanation speech bio title dialogue sonnet passage tweet post pitch letter memo joke riddle advert ad song
    lyrics palindrome|s definition toast apology plot report blurb couplet statement greeting motto weather obituary
    menu diary fable monologue introduction conversation prompt list password`,
  unitPart: `
    line|s sentence|s word|s verse|s paragraph|s stanza|s item|s chapter|s section|s reply step|s bullet|s point|s entry entries`,
  narrative: `
    story stories tale|s narrative|s narrate|s|d plot scene|s chapter|s diary biography history timeline chronology
    chronicle memoir life episode|s event|s tell|s telling told retell recount|s recounting heist journey trip
    career love wedding murder accident saga fable account fairy voyage marriage friendship match war log obituary
    incident afternoon morning evening day days hours week night rescue mission expedition experiment process recipe
    battle collapse breakup crime robbery case poem meal dinner project launch childhood divorce relive|s rise fall
    quest evolution downfall happened prom essay joke`,
  speech: `
    say|s said saying claim|s|ed state|s|d statement|s tell|s|ing told assert|s|ed declare|s|d announce|s|d
    accuse|s|d repl reply replies replied answer|s|ed mention|s|ed insist|s|ed ask question speak|s report|s|ed depose|s|d counterclaim|s deny denies denied argue|s|d testifies testified swear|s swore`,
  code: `
    python javascript typescript java function implement program algorithm script solver rust golang sql regex class
    leetcode app excel json api array password username validate parse endpoint varchar css html tutorial library
    def`,
  /** Words that begin sentences; a capital does not make them names. */
  common: `
    the a an this that these those it its as at by for from in into of off on onto over to up with about around and
    but or nor so yet then thus hence however also too very just more most some few here there now later soon today
    tomorrow yesterday first second third next finally afterwards afterward eventually am is are was were be been
    being do does did doing don't doesn't didn't not yes no can could may might shall should will would has have had
    having get let make use using used given because since although though despite during throughout within among
    between against per via like unlike such both either neither each every all any none another same own only even
    please thanks thank hello hi dear hey ok okay sure options option question questions answer context note example
    input output story text task steps rule rules list what's let's here's it's that's there's i'll you'll we'll
    he's she's they're i'm i've explain provide analyze analyse compare discuss identify classify rewrite translate
    edit convert design develop generate summarize summarise suggest outline propose calculate compute solve
    evaluate choose select add remove sort rank complete fill show present research read consider write what where
    who which how why when if suppose imagine assume while before after until once we you he she they i my your our
    his her their everyone nobody everybody someone people whenever whether without unless instead meanwhile never
    always exactly prove proof give take put move tell describe find determine deduce name create compose draft
    nothing everything something rather true false`,
  determiner: 'the a an his her their its another each every this that some one',
  title: 'mr mrs ms dr prof st vs etc no',
} as const;
