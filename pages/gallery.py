"""What hangs where. Two drawings each: the front, and a soft one beneath."""

from __future__ import annotations


GALLERY = {
    'services': (
        '..f#..fe b#g#..#D .#.#feC. fe.b##a. ##e#gh#. gh#a..gh',
        '##..#e.. ..b...bc f..b..#. ..#...## ..#a...d a...##b.',
    ),
    'services/fractional-cto': (
        '...fe... ..f##e.. .f####e. .h##F#g. ..h##g.. ...hg...',
        'b######a #d....c# #......# #......# #a....b# d######c',
    ),
    'industries': (
        '##.fe.b# ##.hg.#a ........ b#.*D.f# #a.B..h# ..##..fe',
        '..##..#. .d..##.. ##..##.. ..#.b... a.##..d. #..a.b##',
    ),
    'industries/ai': (
        'o..fe..o .fe..fe. ..h@@g.. ..f@@e.. .hg..hg. o..hg..o',
        '.##..##. #..##..# #.b..a.# #.d..c.# #..##..# .##..##.',
    ),
    'industries/startups': (
        '.......B ......b# .....b## ...b###a ..b###.. b####a..',
        '....b#.. ..b#a.b. ..#a.... b#...... a......# ......d#',
    ),
    'industries/media': (
        'fe..fe.. ghfeghfe ..A#..gh feC.fe.. ghfeghfe ..gh..gh',
        '..fe..fe ##..##.. #b##ab#. .c##..#d ##..##.. fe..fe..',
    ),
    'industries/education': (
        '....B... ...b#... .f#ee##. .###d### .###.### .hc#.#cg',
        '##...##a #.....## ........ b.....ab #......# ##d..c##',
    ),
    'industries/healthcare': (
        '...fe... ...##... .f#**#e. .h#**#g. ...##... ...hg...',
        'b##..##a ##....## #......# #......# ##....## d##..##c',
    ),
    'industries/security': (
        '.b#..#a. .######. .##@@##. .###*##. .d####c. ...dc...',
        'f#....#e #......# #......# #......# h#....#g .h#..#g.',
    ),
    'technology': (
        '..b##a.. b#c..d#a ..b**a.. b#c..d#a ..b##a.. b#c..d#a',
        'b#....#a ..b##a.. #a....b# ..b##a.. #a....b# ..b##a..',
    ),
    'about': (
        'o...o..o #.o.#.@# fef#efef .o.#o.o. .#fe#f#e .fe.fefe',
        '.##..##. .#..#..# #..#..#. #.#..#.# #.#..#.. #..#....',
    ),
    'contact': (
        'f####e.. ######.. ######.. h#a##gfe .b..f### ....h#A#',
        '......## ......#a ......#. ........ a#d.#... ##a.#b.#',
    ),
    'blog': (
        'b######. ##...##. #.##.#a. #....##. #.*#.##. ###..#c.',
        '.......# ..###... ........ ..##...# ........ d..##..#',
    ),
    'talk': (
        '........ ...b#... ...###a. ...####. ...##c.. ........',
        'b##..##a #d....c# #......# #......# #a....b# d##..##c',
    ),
}
