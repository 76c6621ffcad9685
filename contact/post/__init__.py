"""What reaches us by mail: messages to our mailbox, and letters of ours that
came back.

Both wait at Amazon until the worker takes them: messages in a bucket (S3),
what became of our letters in a queue (SQS). A thing is deleted there after it
is safe in the database, and is dealt with once, however often it comes.
"""
