"""Words whose roman spelling no rule gives: English words in Hindi dress, settled names, and a few plain words.

Pairs of Devanagari and roman, in lines, so that they can be read and sorted by eye. The Devanagari stands as it is
looked up: without nukta, with anusvara for chandrabindu and for a half nasal before a stop. A word that the rules
spell the same does not belong here (a test says so).
"""

from functools import lru_cache

_ENGLISH = """
अकाउंट account, अक्टूबर october, अक्तूबर october, अगस्त august, अपडेट update, अप्रैल april, अलर्ट alert, आइडिया idea
आईफोन iphone, आर्ट art, आर्टिकल article, आर्मी army, इंजन engine, इंजीनियर engineer, इंजीनियरिंग engineering
इंटरनेट internet, इंटरनेशनल international, इंटरव्यू interview, इंडस्ट्री industry, इंडियन indian, इंडिया india
इंश्योरेंस insurance, इंस्टीट्यूट institute, इंस्पेक्टर inspector, इमेज image, इलेक्ट्रिक electric, इलेक्शन election
ईमेल email, एंटी anti, एंट्री entry, एंड and, एंबुलेंस ambulance, एकेडमी academy, एक्ट act, एक्टर actor
एक्ट्रेस actress, एक्शन action, एक्सपर्ट expert, एक्सप्रेस express, एक्सप्रेसवे expressway, एग्जाम exam, एग्जिट exit
एजुकेशन education, एजेंट agent, एजेंसी agency, एडमिशन admission, एपिसोड episode, एप्लिकेशन application, एयर air
एयरपोर्ट airport, एयरलाइंस airlines, एलायंस alliance, एसोसिएशन association, ऐक्शन action, ऐप app, ऑक्सीजन oxygen
ऑटो auto, ऑडियो audio, ऑपरेशन operation, ऑफर offer, ऑफिस office, ऑफिसर officer, ऑर्डर order, ऑल all, ऑस्कर oscar
ओपन open, ओलंपिक olympic, ओवर over, कंट्रोल control, कंपनी company, कंप्यूटर computer, कनेक्शन connection, कप cup
कमांडर commander, कमिश्नर commissioner, कमीशन commission, कमेंट comment, कमेटी committee, करंट current, करिअर career
करियर career, कर्नल colonel, कर्फ्यू curfew, कलेक्टर collector, कलेक्शन collection, कस्टमर customer
कांग्रेस congress, कांफ्रेंस conference, कांस्टेबल constable, काउंटर counter, काउंसिल council, कार car
कार्टून cartoon, कार्ड card, कैंप camp, कैंपस campus, कैंसर cancer, कैबिनेट cabinet, कैमरा camera, कैश cash
कॉंफ्रेंस conference, कॉन्फ्रेंस conference, कॉंस्टेबल constable, कॉपी copy, कॉमन common, कॉमनवेल्थ commonwealth
कॉमेडी comedy, कॉरिडोर corridor, कॉर्पोरेट corporate, कॉल call, कॉलम column, कॉलेज college, कॉलोनी colony, कोच coach
कोड code, कोरोना corona, कोर्ट court, कोर्स course, कोलेस्ट्रॉल cholesterol, कोविड covid, क्राइम crime
क्रिकेट cricket, क्रिकेटर cricketer, क्रिप्टो crypto, क्रिसमस christmas, क्रेडिट credit, क्लब club, क्लाउड cloud
क्लास class, क्लिक click, क्लीन clean, क्वार्टर quarter, क्वालिटी quality, क्विज quiz, गवर्नर governor, गाइड guide
गाइडलाइन guideline, गार्ड guard, गूगल google, गेट gate, गेम game, गैंग gang, गैंगरेप gangrape, गैस gas
ग्राउंड ground, ग्रीन green, ग्रुप group, ग्रेड grade, ग्रैंड grand, चांसलर chancellor, चार्ज charge
चार्जशीट chargesheet, चीफ chief, चेक check, चेयरमैन chairman, चैंपियंस champions, चैंपियन champion
चैंपियनशिप championship, चैनल channel, चैलेंज challenge, जज judge, जनरल general, जनवरी january, जर्नलिस्ट journalist
जस्टिस justice, जिम gym, जुलाई july, जून june, जूनियर junior, जेल jail, जैकेट jacket, जोन zone, ज्वेलरी jewellery
टर्म term, टर्न turn, टाइगर tiger, टाइटल title, टाइप type, टाइम्स times, टाउन town, टावर tower, टिकट ticket, टीचर teacher
टीजर teaser, टीम team, टूर tour, टूर्नामेंट tournament, टेंडर tender, टेक tech, टेक्निकल technical
टेक्नोलॉजी technology, टेनिस tennis, टेलर tailor, टेलीकॉम telecom, टेलीग्राम telegram, टेलीविजन television
टैंक tank, टैंकर tanker, टैक्स tax, टैक्सी taxi, टॉस toss, टोल toll, ट्रंप trump, ट्रक truck, ट्रस्ट trust
ट्रांसफर transfer, ट्रायल trial, ट्रेड trade, ट्रेन train, ट्रेनिंग training, ट्रेलर trailer, ट्रैक track
ट्रैक्टर tractor, ट्रैफिक traffic, ट्रॉफी trophy, ट्विटर twitter, ट्वीट tweet, डांस dance, डाइट diet
डाउनलोड download, डायरी diary, डायरेक्टर director, डिग्री degree, डिजाइन design, डिजिटल digital, डिपो depot
डिप्टी deputy, डिलीवरी delivery, डिस्काउंट discount, डीजल diesel, डीलर dealer, डे day, डेंगू dengue, डेट date
डेटा data, डेमोक्रेटिक democratic, डेली daily, डेवलपर developer, डॉक्टर doctor, डॉलर dollar, ड्यूटी duty, ड्रग drug
ड्रग्स drugs, ड्राइवर driver, ड्राइविंग driving, ड्रीम dream, ड्रेस dress, ड्रोन drone, थर्ड third, द the, थिएटर theatre
थियेटर theatre, दिसंबर december, नंबर number, नर्स nurse, नवंबर november, नाइट night, नेटवर्क network, नेवी navy
नेशनल national, नोट note, नोटबंदी notebandi, नोटिफिकेशन notification, नोटिस notice, न्यू new, न्यूक्लियर nuclear
न्यूज news, पब्लिक public, परमिट permit, पर्सेंट percent, पायलट pilot, पार्टनर partner, पार्टी party
पासपोर्ट passport, पिच pitch, पीरियड period, पुलिस police, पुलिसकर्मी policekarmi, पेंशन pension, पेज page
पेटीएम paytm, पेपर paper, पेमेंट payment, पैकेज package, पैन pan, पैनल panel, पॉजिटिव positive, पॉलिसी policy
पोलिंग polling, प्रमोशन promotion, प्राइज prize, प्राइवेट private, प्रीमियम premium, प्रीमियर premier
प्रेस press, प्रॉपर्टी property, प्रोजेक्ट project, प्रोडक्ट product, प्रोड्यूसर producer, प्रोफेसर professor
प्लास्टिक plastic, प्लेटफॉर्म platform, प्लेन plane, प्लेयर player, प्वाइंट point, फंड fund, फरवरी february
फर्स्ट first, फाइनल final, फाइनेंस finance, फायर fire, फायरिंग firing, फिटनेस fitness, फीचर feature, फेक fake
फेज phase, फेस face, फेसबुक facebook, फैंस fans, फैक्ट fact, फैक्ट्री factory, फैन fan, फैमिली family, फैशन fashion
फोटो photo, फोन phone, फोर्स force, फ्रंट front, फ्री free, फ्रेंड friend, फ्रॉड fraud, फ्लाइट flight, फ्लोर floor
बजट budget, बटन button, बर्थडे birthday, बस bus, बाइडेन biden, बार्डर border, बिजनेस business, बिजनेसमैन businessman
बिल bill, बिल्डर builder, बिल्डिंग building, बुक book, बुकिंग booking, बुलडोजर bulldozer, बुलेट bullet
बुलेटिन bulletin, बैंक bank, बैंकिंग banking, बैच batch, बैटरी battery, बैटिंग batting, बैडमिंटन badminton, बैन ban
बॉक्स box, बॉक्सर boxer, बॉर्डर border, बॉल ball, बॉलर bowler, बॉलीवुड bollywood, बॉस boss, बोनस bonus, बोर्ड board
ब्रिज bridge, ब्रेक break, ब्रेकिंग breaking, ब्लड blood, ब्लू blue, ब्लैक black, ब्लॉक block, मई may, मर्डर murder
मल्टी multi, मशीन machine, मिनट minute, मिशन mission, मिसाइल missile, मीटर meter, मीटिंग meeting, मीडिया media
मेंबर member, मेकअप makeup, मेडिकल medical, मेयर mayor, मेसेज message, मैच match, मैन man, मैनेजमेंट management
मैनेजर manager, मैसेज message, मॉडर्न modern, मॉडल model, मॉनिटरिंग monitoring, मॉल mall, मोटर motor, म्यूजिक music
म्यूजियम museum, यूजर user, यूट्यूब youtube, यूट्यूबर youtuber, यूनिट unit, यूनिफॉर्म uniform, यूनियन union
यूनिवर्सिटी university, यूरोप europe, यूरोपीय european, रजिस्ट्रेशन registration, रन run, राइट right, राइडर rider
राउंड round, रिकार्ड record, रिकॉर्ड record, रिजर्व reserve, रिजल्ट result, रिटायर retire, रिटायरमेंट retirement
रिपब्लिक republic, रिपब्लिकन republican, रिपोर्ट report, रिपोर्टर reporter, रिपोर्टिंग reporting, रिफंड refund
रिमांड remand, रिलीज release, रिव्यू review, रिसर्च research, रूट route, रेंज range, रेट rate, रेडियो radio
रेप rape, रेल rail, रेलवे railway, रेस race, रेसलर wrestler, रेस्क्यू rescue, रेस्टोरेंट restaurant, रैंक rank
रैंकिंग ranking, रैली rally, रॉकेट rocket, रोड road, रोल role, लंच lunch, लांच launch, लाइट light, लाइसेंस license
लीक leak, लीग league, लीडर leader, लेटर letter, लेफ्टिनेंट lieutenant, लैपटॉप laptop, लॉ law, लॉंच launch
लॉकडाउन lockdown, लॉटरी lottery, लॉन्च launch, लोकल local, लोन loan, वर्क work, वर्कर worker, वर्ल्ड world
वर्ल्डकप worldcup, वाइस vice, वायरल viral, वायरस virus, वारंट warrant, वार्ड ward, वार्निंग warning, विंग wing
विंटर winter, विकेट wicket, विकेटकीपर wicketkeeper, विजन vision, वीकली weekly, वीकेंड weekend, वीजा visa
वीडियो video, वेटिंग waiting, वेब web, वेबसाइट website, वेरिएंट variant, वैक्सीन vaccine, वैन van, वॉट्सऐप whatsapp
वॉर war, वॉर्ड ward, वॉलीबॉल volleyball, वोट vote, व्हाइट white, व्हाट्सएप whatsapp, व्हाट्सऐप whatsapp, शर्ट shirt
शूटर shooter, शूटिंग shooting, शेड्यूल schedule, शेयर share, शॉपिंग shopping, शो show, सप्लाई supply
सब्सिडी subsidy, समिट summit, सर्किट circuit, सर्च search, सर्जरी surgery, सर्टिफिकेट certificate, सर्वर server
सर्विस service, सर्वे survey, सस्पेंड suspend, साइंस science, साइकिल cycle, साइज size, साइबर cyber, साउथ south
सिंगर singer, सिंगल single, सिंडिकेट syndicate, सिगरेट cigarette, सिटी city, सितंबर september, सिनेमा cinema
सिलेंडर cylinder, सिविल civil, सिस्टम system, सीजन season, सीट seat, सीन scene, सीनियर senior, सीमेंट cement
सीरियल serial, सीरीज series, सुपर super, सुपरफास्ट superfast, सुपरवाइजर supervisor, सुपरस्टार superstar
सुप्रीम supreme, सेंचुरी century, सेंटर center, सेंसर censor, सेंसेक्स sensex, सेकंड second, सेक्टर sector
सेक्युलर secular, सेक्रेटरी secretary, सेक्स sex, सेमीफाइनल semifinal, सेलिब्रिटी celebrity, सेल्फी selfie
सेशन session, सैंपल sample, सैटेलाइट satellite, सैलरी salary, सॉफ्टवेयर software, सोशल social, स्कीम scheme
स्कूटर scooter, स्कूटी scooty, स्कूल school, स्कैन scan, स्कैम scam, स्कोर score, स्क्रिप्ट script, स्क्रीन screen
स्टंट stunt, स्टाइल style, स्टाफ staff, स्टार्टअप startup, स्टूडियो studio, स्टेज stage, स्टेट state
स्टेडियम stadium, स्टॉक stock, स्टोर store, स्टोरी story, स्ट्रीट street, स्पीकर speaker, स्पीड speed
स्पेशल special, स्पेस space, स्मार्टफोन smartphone, हाइब्रिड hybrid, हाइवे highway, हाई high, हाईकोर्ट high-court
हाईवे highway, हाउस house, हाफ half, हार्ट heart, हीरो hero, हीरोइन heroine, हेड head, हेडलाइन headline
हेलिकॉप्टर helicopter, हेलीकॉप्टर helicopter, हेल्थ health, हेल्पलाइन helpline, हैंड hand, हैकर hacker, हॉकी hockey
हॉल hall, हॉलीवुड hollywood, हॉस्टल hostel, होटल hotel, होम home, होमगार्ड homeguard
"""

_NAMES = """
अफगानिस्तान afghanistan, अमेरिका america, अलीगढ aligarh, असम assam, अहमदाबाद ahmedabad, आंध्र andhra, आगरा agra
आदित्यनाथ adityanath, आयरलैंड ireland, इंग्लैंड england, इंडोनेशिया indonesia, इंदौर indore, इजराइल israel
इजरायल israel, इटली italy, इथियोपिया ethiopia, इराक iraq, इलाहाबाद allahabad, उडीसा odisha, एलन elon, एशिया asia
एशियाई asian, ऑस्ट्रेलिया australia, ऑस्ट्रेलियाई australian, कजाकिस्तान kazakhstan, कनाडा canada, कपूर kapoor
कर्नाटक karnataka, केरल kerala, कैलिफोर्निया california, कोरिया korea, कोलंबो colombo, क्वाड quad, खान khan
गहलोत gehlot, गाजा gaza, गाजियाबाद ghaziabad, गुजरात gujarat, गुडगांव gurgaon, गोवा goa, ग्वालियर gwalior
चंडीगढ chandigarh, चटर्जी chatterjee, चीन china, छत्तीसगढ chhattisgarh, जय jai, जयपुर jaipur, जयशंकर jaishankar
जर्मनी germany, जेलेंस्की zelensky, जॉन john, जॉर्ज george, ट्रूडो trudeau, ठाकरे thackeray, डेविड david
तमिलनाडु tamil-nadu, तिरुवनंतपुरम thiruvananthapuram, थाइलैंड thailand, थाईलैंड thailand, दास das, दिल्ली delhi
नाइजीरिया nigeria, नागालैंड nagaland, नीदरलैंड netherlands, नोएडा noida, न्यूजीलैंड new-zealand, न्यूयॉर्क new-york
पंजाब punjab, पुदुचेरी puducherry, पेरिस paris, पोप pope, पोलैंड poland, फडणवीस fadnavis, फिलिस्तीन philistin
फिलीपींस philippines, फ्रांस france, बंगलुरु bengaluru, बंगलूरू bengaluru, बनर्जी banerjee, बरेली bareilly
बीजिंग beijing, बेंगलुरु bengaluru, बेलग्रेड belgrade, बेल्जियम belgium, बैंगलोर bangalore, ब्राजील brazil
ब्रिक्स brics, ब्रिटेन britain, भाजपा bjp, भुवनेश्वर bhubaneswar, ममता mamata, मलेशिया malaysia, मस्क musk
माइक्रोसॉफ्ट microsoft, मायावती mayawati, मिजोरम mizoram, मिस्र misr, मुखर्जी mukherjee, मेघालय meghalaya
मेरठ meerut, मैक्रों macron, मैक्सिको mexico, मॉरीशस mauritius, मॉस्को moscow, म्यांमार myanmar, यरुशलम jerusalem
यूक्रेन ukraine, यूनिसेफ unicef, यूनेस्को unesco, राम ram, रायपुर raipur, रूस rus, लंदन london, लखनऊ lucknow
लद्दाख ladakh, लाल lal, लाहौर lahore, लुधियाना ludhiana, लेबनान lebanon, वडोदरा vadodara, वाराणसी varanasi
वाशिंगटन washington, विजयवाडा vijayawada, वियतनाम vietnam, वेनेजुएला venezuela, वॉशिंगटन washington
श्रीनगर srinagar, श्रीलंका sri-lanka, सिंगापुर singapore, सिंधिया scindia, सिसोदिया sisodia, सीरिया syria
स्पेन spain, स्विट्जरलैंड switzerland, स्वीडन sweden, हरियाणा haryana, हांगकांग hong-kong, हिजबुल्लाह hezbollah
हैदराबाद hyderabad
"""

_WORDS = """
उम्र umr, कब्र kabr, गांव gaon, जिक्र zikr, डॉ dr, दूसरों dusron, फख्र fakhr, फिक्र fikr, मां maa, में mein
युवती yuvati, सब्र sabr, हां haan
"""


@lru_cache(maxsize=1)
def loanwords() -> dict[str, str]:
    """Return the roman spelling of each listed word, read on first use.

    >>> loanwords()["कोर्ट"]
    'court'
    """
    lines = (_ENGLISH + _NAMES + _WORDS).strip().split("\n")
    return dict(pair.split() for line in lines if line for pair in line.split(", "))
