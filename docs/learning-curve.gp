# Written by runner plot; the lines below have the SHA-256 815ef0e59215c5b67d7624b7a4f688fbcb54cc994578461322c95cf47c5f4de3.
reset
set decimalsign
set encoding utf8
set terminal svg noenhanced size 800,480 font 'sans-serif,13' background '#ffffff'
set output './learning-curve.svg'
data = './learning-curve.dat'

set title 'accuracy against iteration'
set xlabel 'iteration' offset 0,0.4
set ylabel 'accuracy'
set xrange [0:1000]
set yrange [0:0.90000000000000002]
set grid linecolor rgb '#dddddd'
set border 3
set tics nomirror out
set key below horizontal Left reverse height 0.6 samplen 2
set style fill transparent solid 0.2 noborder

plot data index 0 using 1:2 with lines linecolor rgb '#0072B2' linewidth 2 dashtype 1 title 'mnist train_accuracy (1 seed)', \
     data index 1 using 1:2 with lines linecolor rgb '#0072B2' linewidth 2 dashtype 2 title 'mnist test_accuracy (1 seed)', \
     data index 2 using 1:2 with lines linecolor rgb '#D55E00' linewidth 2 dashtype 1 title 'baseline train_accuracy (1 seed)', \
     data index 3 using 1:2 with lines linecolor rgb '#D55E00' linewidth 2 dashtype 2 title 'baseline test_accuracy (1 seed)'
