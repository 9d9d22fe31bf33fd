from qiao.rooms.accounts.tokens import auth

READ, WRITE = auth("finding.read"), auth("finding.write")
