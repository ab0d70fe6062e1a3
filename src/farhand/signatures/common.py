"""Words that stand in many lines of any healthy log: poor ones to look for first."""

from __future__ import annotations

_WORDS = """
a able about accept accepted access account accounts action actions active add added address after again
agent all allow allowed already also an and any api app application apps are args as ask at attempt attempts
auth authentication available average b back backend base batch be been before begin being block body buffer
build built but by bytes c cache call called calls can cannot cert certificate change changed channel
channels check checked checking checks class cleanup client clients close closed closing cluster code
collection com command commands commit committed complete completed component config configuration
configured configure connect connected connecting connection connections consumer container containers
content context control controller core could count cpu create created creating current d data database date
day db debug default delay delete deleted deleting deploy deployment dev did directory disk do does domain
done down duration e each email empty enable enabled end endpoint entry env environment err error errors
event events exception exec executed executing execution existing exit exited external f failed failure
false fatal fetch fetched field file files filesystem find finish finished first flush for format found free
from full g generated get getting given go group groups h had handle handler has hash have header headers
health healthy hello help high hit home host hosts hour http https i id ids idle if image in index info init
initialized input instance instances internal interval invalid invoice invoices io ip is issue it item items
its j job jobs join json just k kernel key keys kubelet kubernetes l lag last latency leader left len length
level lib library limit line lines link list listen listening load loaded loading local localhost location
lock log logged logger logging login logs long loop low m machine mail main make management manager map
master match matched max may measured member memory message messages metadata metric metrics min minute mode
model module more mount mounted ms msg multiple must n name names namespace network new next no node nodes
non none normal not notice now null number o object of off ok old on one only open opened opening operation
option options or order orders org os other out output over own owner p package page pages param parameter
params parent part partition partitions pass password path payload peer pending per perform permission pid
ping pod pods policy poll pool port ports position post primary process processed processes processing
producer production profile program project property protocol provider proxy publish published pull pulled
push put python q query queries queue queued queues r range rate read reading ready reason receive received
record records redis refresh register registered release remote remove removed replica replicas replication
report request requested requests required resolve resource resources response responses rest restart
restarted result results resume resumed retries retry retrying return returned returning right role root
route row rows rule run running runtime s safe same save saved scan schedule scheduled scheduler schema
scheme script sec second seconds secret section security see seen select send sending sent sequence server
servers service services session sessions set setting settings setup share shared shell should show shutdown
signal since single size skip skipped sleep slow so socket some source space spec sql ssl start started
starting startup stat state status step stop stopped stopping storage store stored stream string subject
success successful successfully succeeded support supported sync synced system systemd t table tables tag
target task tasks tcp temp template test text than that the their then there these they this thread threads
through time timeout timer times timestamp title tls to token tokens too took top topic topics total trace
traffic transaction transactions transfer trigger true try trying tx type types u unable unit unix unknown
until up update updated updates upgrade upload upstream uri url usage use used user users using utc v valid
value values var variable version via view volume volumes w wait waited waiting want warn warning was watch
way we web webhook were when where which while will with within without work worker workers working would
write writing written x y yes you your z zone 0 1 2 3 4 5 6 7 8 9 10 11 12 13 15 20 24 30 50 60 80 100 127
200 201 204 302 304 443 5432 6379 8080
"""
COMMON = frozenset(_WORDS.split())
