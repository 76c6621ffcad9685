"""The nineteen defects found in rivals, each so that it cannot come here.

They are listed at the end of `rivals.md`, with letters; each test names its
letter and where it was found, in our own words. People here are Ada, who uses
her rights, and Eve, who would like to use Ada's.
"""
