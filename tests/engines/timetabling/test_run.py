import time

from qiao.engines.timetabling.run import Run


def test_what_is_off_the_clock_takes_no_time_of_the_run() -> None:
    run = Run(time_limit=10)

    with run.off_the_clock():
        time.sleep(0.2)

    assert run.seconds < 0.2
    assert run.left > 9.8
