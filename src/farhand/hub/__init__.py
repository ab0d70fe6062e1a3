"""The workbench: a web application on a folder of cases, for the vendor's people and, reduced, for customers.

settings  where it listens, what it answers to, its limits
who       who asks, and what each role may do
state     users and sessions, in hub.db
links     a customer's link to one case: entries of that case, of which only a digest is kept
guard     what every request meets: host, origin, CSRF token, sizes, rates, headers
shelf     the cases of the folder, read as they grow
known     what the entries of a case come to: story, diagnosis, next step, map, escalations
writing   what people do, as entries; an answer is given only after they are stored
pages     templates, rendered once per version of a case and role
views/    one file per page or action, found by listing
"""
