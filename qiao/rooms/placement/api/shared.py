"""What the operations share: the scope that each asks for."""

from qiao.rooms.accounts.tokens import auth

READ, WRITE, ORGANISE = auth("placement.read"), auth("placement.write"), auth("placement.organise")
