from qiao.rooms.accounts.tokens import auth

READ = auth("offices.read")
STUDENTS = auth("offices.students")
WRITE = auth("offices.write")
OFFICE = "/{uuid:university_id}"
LONGEST_REASON = 1000
