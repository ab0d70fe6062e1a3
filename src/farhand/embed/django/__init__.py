"""For INSTALLED_APPS: brings `manage.py farhand`, and the socket in processes that serve.

For /livez and /readyz on the app's port put the line into wsgi.py or asgi.py as well:
`application = farhand.install(get_wsgi_application())`.
"""
