from qiao.rooms.accounts.tokens import auth

READ = auth("reviews.read")
WRITE = auth("reviews.write")
