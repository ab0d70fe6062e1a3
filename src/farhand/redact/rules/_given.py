"""Given names that many people have: by them a name is told from a title where the label says `name` only."""

from __future__ import annotations

from farhand.redact import words

GIVEN = words.listed("""
    aaron abdul abigail adam adrian agnieszka ahmed aisha alan albert alejandro alessandro alex alexander alexandra alfred ali
    alice alicia alina alison amanda amelia amina amy ana anastasia anders andre andrea andreas andrei andrew angela anita ann
    anna anne annika anthony antonio arjun arthur astrid aurelia axel barbara beatrice beatrix ben benjamin bernd bernhard beth bettina
    bob brandon brian bruce bruno camille carl carla carlos carmen carol caroline catherine cecilia charles charlotte chen
    chloe chris christian christina christine christoph christopher claire clara claudia craig cristina daniel daniela david
    deborah deepak denise dennis diana diego dimitri dirk dmitri dominik donald dorothy douglas edith eduardo edward elena eleanor
    elizabeth ella ellen emanuel emil emily emma eric erik erika ernst ethan eva evelyn fatima felix fernando fiona florian
    frances francesca francesco francisco francois frank franz fred frederik gabriel gabriela george georg gerald gerhard
    giovanni giulia giuseppe gloria grace greg gregory guillaume hannah hans harold harry hassan heather hector heidi
    heike helen helena henrik henry hiroshi holger hugo ian ibrahim ines ingrid irene irina isabel isabella ivan jack jacob
    jacques jakob james jan jane janet javier jean jeff jeffrey jennifer jens jessica jesus jim jimmy joan joanna joao joe joerg
    johan johann johanna johannes john jonas jonathan jorge jose josef joseph joshua juan juana judith julia julian julie juergen
    justin kai karen karin karl karolina kate katarzyna katharina katherine kathleen katja kazuki keith kelly kenji kenneth kevin kim klaus kumar
    kyle lars laura lauren laurent lea leah lena leo leon leonardo linda lisa lorenzo louis louise luca lucas lucia lucy luis
    luisa lukas luke magdalena manfred manuel marc marcel marco marcus margaret maria marie marina mario marion mark markus marta
    martha martin martina mary mateusz matteo matthew matthias maurice max maximilian megan mehmet melissa mia michael michal
    michel michelle miguel mikael mike mikhail mohamed mohammed monica monika moritz muhammad mustafa nadia nancy natalia natalie
    nathan nicholas nick nico nicolas nicole nikolai nils nina noah nora olaf oleg olga oliver olivia oluwaseun omar oscar otto pablo paolo
    pamela patricia patrick paul paula pauline pawel pedro peter petra philip philipp philippe pierre piotr priya rachel rafael
    rahul raj rajesh ralf ralph ramon raphael raymond rebecca ricardo richard rita robert roberto robin roger roland ronald rosa
    ruben rudolf russell ruth ryan sabine salma sam samantha samuel sandra sanjay santiago sara sarah satoshi scott sean sebastian sergei
    sergio sharon shirley siegfried silvia simon sofia sonia sophia sophie stefan stefanie stephan stephanie stephen steve steven
    sunita susan susanne suzanne sven svetlana sylvia takashi tamara tanja tatiana teresa theo theodor theresa thomas thorsten tim
    timothy tina tobias todd tom tomas tomasz tony tracy ulrich ursula uwe valentina vanessa vera veronica victor victoria viktor vincent
    virginia vivian vladimir walter wanda wei werner william wolfgang xavier yasmin yuki yusuf yvonne zoe zofia ludmila oksana
    siobhan hans-peter jean-luc jean-pierre anna-lena karl-heinz anne-marie kasia ingeborg björn jörg jürgen günther
    josé maría rené andré françois chloé zoë søren łukasz paweł michał małgorzata
""")
