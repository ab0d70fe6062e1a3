"""A message with headers, in two forms."""

from email.message import EmailMessage


def mangle(text: str) -> str:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "bob@customer.example",
        "ann@vendor.example",
        "Re: output",
    )
    message.set_content("Hi, here it is:\n\n" + text, cte="base64")
    message.add_alternative("<p>Hi, see the other part.</p>", subtype="html")
    return message.as_string()
