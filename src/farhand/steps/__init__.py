"""Planning the next step: what is still possible, what each step would show, which is worth asking.  Pure.

`priors` says how often families of causes are met; `sees` derives from the checks what each can see;
`candidates` joins both to a belief for one app; `learn` changes it by evidence; `options` lists the steps
there are; `worth` measures them in bits per minute; `planning` chooses.
"""
