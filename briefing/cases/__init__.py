"""Golden cases: what a prompt makes of articles that were read by hand (evals/README.md says how one is written).

case        what a file says: prompt, articles, annotations, what is expected
recordings  replies that were recorded, found by the request they answer
asking      a model that is listened to, and that is asked nothing that is not to be paid for
trial       one version of a prompt on one case, through the program's own steps
outcome     what came of it: figures, offers, what was refused
review      all cases, one version beside another
table       as text for a terminal
report      as one HTML file, Markdown or JSON
"""
